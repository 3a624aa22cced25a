"""Which scene shows which page, sheet and form: everything the window can show has a picture.

``test_complete`` finds a class that has no line here. ``test_scenes`` finds a line that is not true, in windows that it
draws anyway.
"""

import importlib
import pkgutil
from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

import safeguard_app.ui
from safeguard_app.ui.first_run.step import Step
from safeguard_app.ui.incidents.allegation_panels import AdvicePanel, FilePanel
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.note_fields import NoteFields
from safeguard_app.ui.incidents.response_form import ResponseForm
from safeguard_app.ui.people.form_part import FormPage
from safeguard_app.ui.settings.recovery_panels import _WithPassphrase
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import PageKey
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.scroll_page import PageWithPanel, SidePanel

_UI = safeguard_app.ui.__name__ + "."
_KINDS = (ModalSheet, EntryPanel, SidePanel, Step, FormPage)
_NAMED_PAGES = ("Page", "PageView", "Wizard")
BASES = (*_KINDS, _WithPassphrase, ResponseForm, FilePanel, AdvicePanel, NoteFields)
"""What others are built on; never shown as they are."""

SCENE_OF_PAGE = {
    PageKey.TODAY: "today",
    PageKey.INCIDENTS: "incident-record",
    PageKey.PEOPLE: "people-adult",
    PageKey.DECLARATIONS: "declarations-register",
    PageKey.REFERRALS: "referrals-list",
    PageKey.INSIGHTS: "insights-patterns",
    PageKey.AUDIT: "audit",
    PageKey.SETTINGS: "settings",
}
"""The pages of the rail."""

SCENE_OF = {
    "audit.audit_page.AuditPageView": "audit",
    "audit.comparison_sheet.ComparisonSheet": "audit-compare-paper",
    "audit.handed_back_question.HandedBackQuestion": "audit-number",
    "audit.handed_back_sheet.HandedBackSheet": "audit-handed-back-differs",
    "audit.detail_panel.DetailPanel": "audit",
    "audit.older_copy_sheet.OlderCopySheet": "older-copy",
    "audit.versions_sheet.VersionsSheet": "audit-versions",
    "contact_check.keep_page.ClosingPage": "check-closing",
    "contact_check.keep_page.KeepPage": "check-keep",
    "contact_check.question_page.QuestionPage": "check-question",
    "contact_check.verdict_page.VerdictPage": "check-verdict-none",
    "contact_check.verdict_panel.VerdictPanel": "check-verdict-later",
    "declarations.declaration_form_page.DeclarationFormPage": "declarations-new",
    "declarations.drive_page.DrivePage": "declarations-drive",
    "declarations.drive_panel.DrivePanel": "declarations-drive",
    "declarations.declarations_page.DeclarationsPage": "declarations-register",
    "declarations.detail_panel.DetailPanel": "declarations-register",
    "declarations.questions_page.QuestionsPage": "declarations-questions",
    "declarations.questions_panel.QuestionsPanel": "declarations-questions",
    "declarations.queue_item.QueueItemPage": "declarations-queue",
    "declarations.queue_sheet.QueueFields": "declarations-queue",
    "declarations.queue_sheet.QueueSheet": "declarations-queue",
    "declarations.register_page.RegisterPage": "declarations-register",
    "declarations.step_form_page.StepFormPage": "declarations-step",
    "evidence.custody_sheet.CustodySheet": "incident-custody",
    "evidence.declaration_sheet.DeclarationSheet": "evidence-question",
    "evidence.held_item_sheet.HeldItemSheet": "evidence-held-item",
    "evidence.material_sheet.MaterialSheet": "evidence-material",
    "evidence.passphrase_sheet.PassphraseSheet": "incident-bundle-passphrase",
    "evidence.marking_sheet.MarkingSheet": "incident-copy",
    "evidence.overview_sheet.OverviewSheet": "incident-overview",
    "evidence.picture_sheet.PictureSheet": "incident-picture",
    "evidence.police_direction_sheet.PoliceDirectionSheet": "evidence-police-direction",
    "evidence.quarantine_sheet.QuarantineSheet": "evidence-quarantine",
    "evidence.statement_sheet.StatementSheet": "evidence-statement",
    "evidence.stop_advice.StopAdviceSheet": "evidence-stop-advice",
    "evidence.text_sheet.TextSheet": "incident-chat",
    "first_run.contacts_step.ContactsStep": "first-run-2-contacts",
    "first_run.folder_step.FolderStep": "first-run-6-folder",
    "first_run.others_step.OthersStep": "first-run-4-others",
    "first_run.recovery_step.RecoveryStep": "first-run-5-recovery",
    "first_run.school_step.SchoolStep": "first-run-1-school",
    "first_run.welcome_step.WelcomePage": "first-run-0-welcome",
    "first_run.wizard.FirstRunWizard": "first-run-3-you",
    "first_run.you_step.YouStep": "first-run-3-you",
    "help.help_sheet.HelpSheet": "help-search",
    "copies.access_sheet.AccessSheet": "people-subject-access",
    "copies.audience_sheet.AudienceSheet": "incident-copy-for-somebody",
    "incidents.ban_panel.BanPanel": "response-ban-form",
    "incidents.clock_panels.EndPausePanel": "incident-limit-goes-on",
    "incidents.clock_panels.PausePanel": "incident-limit-waits",
    "incidents.clock_panels.SayOfClockPanel": "incident-limit-done",
    "incidents.clock_panels.StartClockPanel": "incident-limit-begins",
    "incidents.case_panels.AccountPanel": "case-suspected-account",
    "incidents.case_panels.LinkPanel": "case-link",
    "incidents.cases_page.CasesPage": "case-page",
    "incidents.decision_panel.DecisionPanel": "incident-decision",
    "incidents.facts_panel.FactsPanel": "incident-exhibit-facts",
    "incidents.going_out_sheet.GoingOutSheet": "incident-going-out",
    "incidents.guide_panel.GuidePanel": "incident-form",
    "incidents.incident_form_page.IncidentFormPage": "incident-form",
    "incidents.incidents_page.IncidentsPage": "incidents-list",
    "incidents.intake_panel.IntakePanel": "incident-intake",
    "incidents.letter_panel.LetterPanel": "response-letter-form",
    "incidents.letter_panel.SentPanel": "response-sent-form",
    "incidents.laws_panel.LawsPanel": "incident-laws",
    "incidents.note_panel.NotePanel": "incident-note",
    "incidents.allegation_panels.DutiesPanel": "incident-file-duties",
    "incidents.investigation_panels.FindingsPanel": "incident-file-findings",
    "incidents.investigation_panels.InvestigationPanel": "incident-file-investigation",
    "incidents.allegation_panels.ManagementPanel": "incident-file-manager",
    "incidents.allegation_panels.OutcomePanel": "incident-file-outcome",
    "incidents.allegation_panels.SuspensionPanel": "incident-file-suspension",
    "incidents.plan_panel.PlanPanel": "incident-plan",
    "incidents.record_page.RecordPage": "incident-record",
    "incidents.response_panels.ChasePanel": "response-chase-form",
    "incidents.response_panels.PlatformPanel": "response-platform-form",
    "incidents.response_panels.ReportResultPanel": "response-heard-form",
    "incidents.response_panels.ResultPanel": "response-result-form",
    "incidents.response_panels.StepPanel": "response-step-form",
    "incidents.small_panels.ActionPanel": "incident-action",
    "incidents.small_panels.ClosingPanel": "incident-close",
    "incidents.small_panels.ReasonPanel": "incident-error",
    "incidents.small_panels.TriagePanel": "incident-triage",
    "incidents.support_panels.SupportAnswerPanel": "response-asked-form",
    "incidents.support_panels.SupportPanel": "response-support-form",
    "incidents.step_panel.StepPanel": "incident-referral-step",
    "incidents.telling_panel.TellingPanel": "incident-told",
    "insights.insights_page.InsightsPage": "insights-patterns",
    "insights.governors_sheet.GovernorsSheet": "insights-governors",
    "insights.journeys_sheet.JourneysSheet": "insights-journeys",
    "insights.part_paper_sheet.PartPaperSheet": "insights-inspection",
    "messages.MessageSheet": "shell-message",
    "paper.preview_sheet.PreviewSheet": "paper-preview",
    "paper.print_sheet.PrintSheet": "paper-print",
    "sharing.check_sheet.CheckSheet": "sharing-check",
    "sharing.register_sheet.RegisterSheet": "sharing-register",
    "sharing.said_sheet.SaidSheet": "sharing-receipt",
    "sharing.sharing_page.SharingPage": "sharing-prepared",
    "sharing.sharing_sheet.SharingSheet": "sharing-form",
    "people.duplicates_sheet.DuplicatesSheet": "duplicates-list",
    "people.duplicates_sheet.MergeSheet": "duplicates-merge",
    "people.duplicates_sheet.SamePersonSheet": "duplicates-same",
    "people.import_page.ImportPage": "import-preview",
    "people.imports_sheet.ImportsSheet": "import-list",
    "people.people_page.PeoplePage": "people-adult",
    "people.person_note_panel.PersonNotePanel": "people-note",
    "incidents.identify_panel.IdentifyPanel": "people-identify",
    "people.person_form_page.PersonFormPage": "people-errors",
    "people.person_page.PersonRecordPage": "people-adult",
    "people.reason_sheet.ReasonFields": "people-entered-in-error",
    "people.reason_sheet.ReasonSheet": "people-entered-in-error",
    "people.sheet_keeper.SheetBoxes": "today-away-back",
    "registers.entry_form_page.EntryFormPage": "registers-new-account",
    "registers.entry_panel.EntryPanel": "registers-consent",
    "registers.entry_step_page.EntryStepPage": "registers-step",
    "registers.overview_page.OverviewPage": "registers-overview",
    "registers.registers_page.RegistersPage": "registers-overview",
    "referrals.answer_panel.AnswerPanel": "referrals-answering",
    "referrals.authority_panels.FormBackPanel": "referrals-authority-back",
    "referrals.authority_panels.FormFieldsPanel": "referrals-authority-fields",
    "referrals.authority_panels.FormFilePanel": "referrals-authority-file",
    "referrals.choice_page.FormChoicePage": "referrals-choice",
    "referrals.form_editor.FormEditor": "forms-copy",
    "referrals.form_part_panels.FieldPanel": "forms-field",
    "referrals.form_part_panels.OfferPanel": "forms-offer",
    "referrals.form_part_panels.SectionPanel": "forms-section",
    "referrals.forms_page.FormsPage": "forms-list",
    "referrals.list_page.ReferralListPage": "referrals-list",
    "referrals.workspace_page.WorkspacePage": "referrals-workspace",
    "settings.calendar_panels.CalendarPanel": "settings-calendar-changing",
    "settings.calendar_panels.EventsPanel": "settings-calendar-events",
    "settings.contact_rules_section.ContactRulesPanel": "settings-contact-rules-changing",
    "settings.policy_panels.PolicyClausesPanel": "settings-policy-clauses",
    "settings.policy_panels.PolicyEndPanel": "settings-policy-end",
    "settings.policy_panels.PolicyTextPanel": "settings-policy-words",
    "settings.recovery_panels.NewRecoveryKeyPanel": "settings-recovery-new",
    "settings.recovery_panels.TakeOverPanel": "settings-recovery-taking-over",
    "settings.school_section.SchoolPanel": "settings-school-changing",
    "settings.settings_page.SettingsPage": "settings",
    "settings.user_panels.AddUserPanel": "settings-users-adding",
    "settings.user_panels.PassphrasePanel": "settings-users-passphrase",
    "shell.keys_sheet.KeysSheet": "shell-keys",
    "today.meeting_form.MeetingForm": "today-meeting",
    "today.meeting_page.MeetingPage": "today-meeting",
    "today.meeting_panel.MeetingPanel": "today-meeting",
    "today.away_sheet.AwaySheet": "today-away",
    "today.bans_part.BansSheet": "today-bans",
    "today.calendar_sheet.CalendarSheet": "today-due-dates",
    "today.today_page.TodayPage": "today",
    "unlock.unlock_page.UnlockPage": "unlock",
}
"""By the name of the class beneath ``safeguard_app.ui``."""


def shown_kinds() -> Iterator[str]:
    """Every page, sheet and form of the window, by the name it has here."""
    for found in pkgutil.walk_packages(safeguard_app.ui.__path__, _UI):
        importlib.import_module(found.name)
    for kind in _below(QWidget):
        name = _name(kind)
        toolkit = not name or name.startswith("widgets.")  # scrolling and headings, not a page of anything
        wanted = issubclass(kind, _KINDS) or kind.__name__.endswith(_NAMED_PAGES)
        if wanted and not toolkit and kind not in BASES:
            yield name


def not_as_said(scene: str, window: QWidget) -> list[str]:
    """What a scene's lines here promise and the drawn window does not show."""
    parts = (window, *window.findChildren(QWidget))
    there = {_name(type(one)) for one in parts if one.isVisible() and not one.size().isEmpty()}
    for one in parts:  # in a narrow window what is in the side panel lies beneath the page, without the panel
        if isinstance(one, PageWithPanel) and one._panel_content.isVisible():
            there.add(_name(type(one._panel)))
    missing = [kind for kind, at in SCENE_OF.items() if at == scene and kind not in there]
    pages = [key for key, at in SCENE_OF_PAGE.items() if at == scene]
    here = window.current_key if isinstance(window, MainWindow) else None
    return missing + [f"the page {key.words}" for key in pages if key is not here]


def _below(kind: type[QWidget]) -> set[type[QWidget]]:
    direct = set(kind.__subclasses__())
    return direct.union(*(_below(one) for one in direct))


def _name(kind: type) -> str:
    """The name beneath the window's folder, or nothing for what is defined elsewhere."""
    full = f"{kind.__module__}.{kind.__qualname__}"
    return full.removeprefix(_UI) if full.startswith(_UI) else ""
