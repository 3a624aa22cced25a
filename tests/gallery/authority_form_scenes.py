"""An authority's own PDF: brought in, its fields looked at, renewed, taken back, and filled from a record."""

from datetime import date
from functools import partial

from safeguard_app.domain.authority_forms import FieldSource, TickWhen
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import authority_forms, form_offers, referrals
from safeguard_app.services.authority_forms import AuthorityFormLine, FormInput
from safeguard_app.services.paper_views import AuthorityFormPaper
from safeguard_app.ui.paper.paper_desk import RecordPaper
from safeguard_app.ui.referrals.authority_panels import FormFieldsPanel, FormFilePanel
from safeguard_app.ui.referrals.referrals_presenter import ReferralsPresenter
from safeguard_app.ui.shell.main_window import MainWindow
from tests.evidence_files.made_forms import authority_form, looks_like_a_form
from tests.gallery.demo_pages import open_demo
from tests.gallery.referral_scenes import INCIDENT, _page
from tests.gallery.scenes import Scene, scene


def _front_door() -> str:
    """The form about a child that goes to children's services, whatever the nation calls them."""
    session = open_demo().session
    found = authority_forms.forms_to_answer(session)
    return next(one for one, _ in found if session.catalogue.forms[one].agency == "front_door")


def kept_form() -> AuthorityFormLine:
    """A form of an invented authority in the demo's log, brought in where it is not yet."""
    demo = open_demo()
    if not (found := demo.wait(partial(authority_forms.lines, demo.session))):
        demo.wait(_bring_in)
        found = demo.wait(partial(authority_forms.lines, demo.session))
    return found[0]


def _bring_in() -> None:
    session = open_demo().session
    file = authority_forms.offered(session, authority_form(looks_like_a_form), "Referral form April 2026.pdf")
    given = FormInput("Northshire Council", "Multi-agency referral form", date(2026, 4, 1), _front_door())
    reference, _ = authority_forms.add(session, file, given)
    line = authority_forms.line_of(session, reference)
    ours = {"Concern": FieldSource("Concern", "description")}
    ours["ParentTold"] = FieldSource("ParentTold", "parent_told", 1, ticks=TickWhen.TOLD)
    ours["Referrer.Post"] = FieldSource("Referrer.Post", fixed="Designated safeguarding officer")
    sources = [ours.get(one.field, one) for one in line.form.sources if one.field not in ("Bare", "Safe")]
    authority_forms.settle(session, reference, sources, "", replacing=line.version)


def _list() -> tuple[MainWindow, ReferralsPresenter, AuthorityFormLine]:
    line = kept_form()
    window, presenter, _ = _page()
    open_demo().settle()
    return window, presenter, line


def _seen(presenter: ReferralsPresenter) -> None:
    open_demo().settle()
    page, section = presenter.list_page, presenter.list_page.authority
    page.scroll_to(section.panel or section, 8)
    open_demo().settle()


def referral_on_form() -> Reference:
    """The form of ours that is filled into it, begun on a record."""
    demo = open_demo()
    incident = demo.log.cast.incidents[INCIDENT]
    found = demo.wait(partial(form_offers.offers, demo.session, incident)).offers
    form = demo.wait(_front_door)
    offer = next(one for one in found if one.form == form)
    begin = partial(referrals.begin, demo.session, incident, offer.adult, offer.form, offer.child)
    return offer.begun or demo.wait(begin)[0]


@scene("referrals-authority-list")
def in_list() -> Scene:
    """The forms that are kept."""
    window, presenter, _ = _list()
    return Scene(window, after=partial(_seen, presenter))


@scene("referrals-authority-file")
def file() -> Scene:
    """A later version of a form was read: what of it has changed."""
    window, presenter, line = _list()

    def after() -> None:
        presenter.authority.begin_renewing(line)
        panel = presenter.list_page.authority.panel
        assert isinstance(panel, FormFilePanel)
        file = authority_forms.offered(open_demo().session, authority_form(), "Referral form.pdf")
        panel.show_file(
            file,
            open_demo().wait(partial(authority_forms.compared, open_demo().session, line.reference, file)),
        )
        _seen(presenter)

    return Scene(window, after=after)


def _at_field(name: str) -> Scene:
    window, presenter, line = _list()

    def after() -> None:
        presenter.authority.begin_fields(line)
        open_demo().settle()
        panel = presenter.list_page.authority.panel
        assert isinstance(panel, FormFieldsPanel)
        panel.mapping.table.choose(name)
        _seen(presenter)

    return Scene(window, after=after)


@scene("referrals-authority-fields")
def fields() -> Scene:
    """What goes into each field, with the page it is on, and which of its options is chosen for which answer."""
    return _at_field("Sex")


@scene("referrals-authority-tick")
def tick() -> Scene:
    """A box for which the form asks yes, and which takes an answer in words."""
    return _at_field("ParentTold")


@scene("referrals-authority-part")
def part() -> Scene:
    """A field that takes a part of an answer."""
    return _at_field("ChildName")


@scene("referrals-authority-fixed")
def fixed() -> Scene:
    """A field in which the same always stands, on a page that is turned."""
    return _at_field("Referrer.Post")


@scene("referrals-authority-back")
def taken_back() -> Scene:
    """A form is not used any more."""
    window, presenter, line = _list()

    def after() -> None:
        presenter.authority.begin_taking_back(line)
        _seen(presenter)

    return Scene(window, after=after)


@scene("paper-authority-form")
def filled() -> Scene:
    """The form filled from a record, and what is told before it goes out."""
    line, referral = kept_form(), referral_on_form()
    window, _, desk = _page()

    def after() -> None:
        desk.preview(RecordPaper(line.title, AuthorityFormPaper(line.reference, referral)))
        open_demo().settle()

    return Scene(window, after=after)
