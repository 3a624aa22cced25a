"""Documents to test with: one of each kind, and one that holds every block. All people and schools are invented."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from safeguard_app.documents import (
    acknowledgement_sheet,
    chain_slip,
    concern_form,
    evidence_papers,
    incident_record,
    recovery_sheet,
)
from safeguard_app.documents.content import (
    Amount,
    Answered,
    AnsweredTable,
    Block,
    Box,
    Chart,
    ChartKind,
    ChartSeries,
    Column,
    ContactSheet,
    Contents,
    Cover,
    DataTable,
    Document,
    Field,
    FieldTable,
    Figure,
    KeyGroups,
    ListItem,
    NewPage,
    NotAnsweredYet,
    NotAsked,
    NotKnown,
    PageFrame,
    Paragraph,
    Passage,
    PassageKind,
    Passages,
    Picture,
    QrCode,
    Run,
    Section,
    Signature,
    Signatures,
    TextList,
    TickBoxes,
    ToTick,
    ToWrite,
    Withheld,
    WritingSpace,
    chain_head_text,
    strong,
)
from safeguard_app.documents.letter import LetterPage
from safeguard_app.documents.letter import to_document as letter_document
from safeguard_app.domain.document_identity import DocumentIdentity
from tests.documents.entry_samples import disposal, transfer
from tests.documents.whole_part_samples import WHOLE_PARTS

AT = datetime(2026, 10, 12, 15, 20, tzinfo=timezone(timedelta(hours=1)))
FRAME = PageFrame(
    "Baylis Lane Primary",
    "OFFICIAL-SENSITIVE",
    "2026-K-0007",
    "copy 1 of 2",
    chain_head_text(96, "c3d28e0457abf911" + "0" * 48),
)
EMOJI = "😀👍🏽 👩‍🚀👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇬🇧🇺🇦 1️⃣ ❤️ ☺️ 🏳️‍🌈"
EUROPE = "Żółć Ελληνικά Кириллица Þórður Çağlayan Ćwiąkała Œuvre straße ŉ ẞ “quoted” – café"
LONG = "A sentence that goes on for a while and says very little of use to anybody. "


def simple(*blocks: Block, frame: PageFrame = FRAME, title: str = "Record") -> Document:
    """A document of the given blocks."""
    return Document(title, "Record", frame, blocks)


def _pictures(picture: Picture, grey: Picture) -> tuple[Block, ...]:
    return (
        Figure(picture, "Three by two", "Caption"),
        Figure(grey, "Tall", width_mm=500),
        ContactSheet((Figure(picture, "Wide", LONG * 5), Figure(grey, ""), Figure(picture, "Third"))),
        ContactSheet(()),
    )


def chart(kind: ChartKind, *values: tuple[int | None, ...], title: str = "Concerns by kind") -> Chart:
    """A chart of numbers, each row of ``values`` a series; None prints as not said."""
    series = tuple(
        ChartSeries(f"Year {place}", tuple(Amount(one, "<5" if one is None else str(one)) for one in row))
        for place, row in enumerate(values, 1)
    )
    labels = ("Cyberbullying", "Ż😀 مرحبا <b>", LONG, "None")[: len(values[0])]
    return Chart(title, kind, "Kind of concern", labels, series, "Counted by kind.")


def _charts() -> tuple[Block, ...]:
    one = chart(ChartKind.BARS, (12, 7, None, 0))
    five = tuple((place, None, 3, 9) for place in range(5))
    kinds = (ChartKind.STACKED, ChartKind.LINES, ChartKind.BARS)
    return (one, *(chart(kind, *five) for kind in kinds), chart(ChartKind.BARS, ()))


def every_block() -> Document:
    """A document that holds every block, in awkward shapes: over pages, empty, nested, very long."""
    picture = Picture(3, 2, bytes(range(18)))
    grey = Picture(2, 40, bytes(80), grey=True)
    table = DataTable(
        (Column("Date"), Column("What happened", 4), Column("Who")),
        tuple((f"{row} Sep", LONG * (row % 7), (strong("DSL"), Run(" told"))) for row in range(40)),
        row_headings=True,
    )
    answers = FieldTable(
        (
            Field("Answered", Answered(f"{EUROPE}\n\n{EMOJI}")),
            Field("Not known", NotKnown("Held by the agency.")),
            Field("Not asked", NotAsked()),
            Field("Withheld", Withheld("the police asked.")),
            Field("Open", NotAnsweredYet()),
            Field("Open in part", NotAnsweredYet("Mon 2 Nov 2026, 12:30", "from whom")),
            Field("Open in part, and more than fits", NotAnsweredYet("Two\nlines", "which of them " * 20)),
            Field("To write", ToWrite(3)),
            Field("To tick", ToTick((("Yes", True), ("No", False)))),
            Field("Longer than a page", Answered(LONG * 120)),
        )
    )
    marked = Passages(
        (
            Passage(PassageKind.OWN_WORDS, LONG * 60, "Tyler’s own words."),
            Passage(PassageKind.FACT, "x" * 5000),
            Passage(PassageKind.OPINION, "Second\nparagraph"),
            Passage(PassageKind.HEARSAY, "مرحبا \u202e \x07 \ud800"),
            Passage(PassageKind.UNMARKED, ""),
        )
    )
    inner = Section(
        "Within", (TextList((LONG * 3, "short", ""), numbered=True), Section("Deeper", (answers,)))
    )
    blocks: tuple[Block, ...] = (
        Section(
            "Words", (Paragraph(LONG * 30), Paragraph((strong("Small"), Run(" print")), small=True), inner)
        ),
        Section("Tables", (table, DataTable((Column("Empty"),), ()), marked)),
        Section("Boxes", (Box((LONG, "two"), heavy=True), Box(()), WritingSpace("Write here", 4))),
        Section("Pictures", _pictures(picture, grey)),
        Section("Charts", _charts()),
        Section(
            "Codes",
            (QrCode("otpauth-like text", "A code"), KeyGroups(("ABCDE", "FGHIJ", "KLMNO"), begins="K-")),
        ),
        Section(
            "Ticks", (TickBoxes((("One", True), ("Two", False))), TickBoxes((("A", False),), across=True))
        ),
        NewPage(),
        Section(
            "Signing", (Paragraph(LONG), Signatures((Signature("A", "Name", "Role", "Day"), Signature("B"))))
        ),
    )
    return Document(
        "Every block & <b>more</b>", "Every block", FRAME, blocks, ("Standing line", (strong("Second"),))
    )


def incident() -> Document:
    """A filled-in incident record."""
    record = incident_record.IncidentRecord(
        frame=FRAME,
        title="Incident record: staff-pupil contact",
        standing=("Case 2026-K-0007, version 2. Open.", "Anyone in danger now: no."),
        what_happened="A parent reported public comments.",
        clocks=(incident_record.Clock("Happened", "Sat 19 Sep 2026, about 19:00", "Said by the reporter"),),
        people=(incident_record.PersonLine("Name withheld", "Reporter", "Parent of a Year 4 pupil"),),
        accounts=(
            incident_record.Account(
                "Miss Jo Abbey",
                "Tue 22 Sep 2026",
                (Passage(PassageKind.OWN_WORDS, "“She says hi.”"),),
                "Tue 22 Sep 2026 to the DSL",
                "in the safe",
            ),
        ),
        category_answers=(incident_record.AnswerLine("Who began it?", Answered("The adult")),),
        circumstances=(incident_record.AnswerLine("Child’s wishes", NotAsked()),),
        contact_checks=(incident_record.Verdict("Acknowledged only later.", "Verdict of Mon 12 Oct 2026."),),
        decisions=(incident_record.Decision("Low-level concern.", "Decided by the Headteacher.", "family"),),
        told=(incident_record.ToldLine("Tyler’s mother", "Tue 22 Sep 2026", "The comments"),),
        notes=(incident_record.NoteLine("Thu 24 Sep 2026", "Meeting.", "She will declare.", "Mrs Denning"),),
        evidence=(
            incident_record.EvidenceLine("Ex1", "Screenshot", "Tue 22 Sep 2026", "Whole", "0123abcd" * 8),
        ),
        actions=(incident_record.ActionLine("Letter", "Miss Abbey", "Fri 25 Sep 2026", "Not yet"),),
        referrals=("None made.",),
        timeline=(incident_record.TimelineLine("Sat 19 Sep 2026", "Last comment", "Reporter"),),
        versions=(incident_record.VersionLine("1", "Tue 22 Sep 2026", "Miss Jo Abbey", "First entry"),),
    )
    return incident_record.to_document(record)


def referral() -> Document:
    """A referral with little known yet, as the form profile lays it out."""
    adult = FieldTable((Field("Full name", Answered("Joel Merrin")), Field("Sex", NotKnown())))
    child = FieldTable((Field("Full name", Answered("Freya L")), Field("Date of birth", NotAnsweredYet())))
    return Document(
        title="Referral to the Designated Officer (LADO)",
        file_title="Referral 2026-K-0007",
        frame=FRAME,
        standing=("One form, one adult.",),
        head=(("To", "LADO"), ("Authority", EUROPE), ("Made", "Mon 19 Oct 2026, 09:05"), ("By", "")),
        blocks=(
            Section("The adult", (adult,)),
            Section("Child: Freya L", (child,)),
            Section(
                "The allegation",
                (
                    TickBoxes((("First limb", False), ("Second limb", True))),
                    Passages((Passage(PassageKind.FACT, "Five photographs."),)),
                ),
            ),
            Signatures((Signature("Person making this referral", "Mr Ken Osei", "DSL"),)),
        ),
    )


def blank_acknowledgement() -> Document:
    """A family relationship sheet to fill in by hand."""
    return acknowledgement_sheet.to_document(
        acknowledgement_sheet.AcknowledgementSheet(
            FRAME,
            "Headteacher, or Chair of Governors when the Headteacher declares",
            Signature("Headteacher or Chair of Governors"),
        )
    )


def acknowledgement() -> Document:
    """A filled-in family relationship sheet of the demo school."""
    sheet = acknowledgement_sheet.AcknowledgementSheet(
        frame=PageFrame("Baylis Lane Primary", "OFFICIAL-SENSITIVE", demo=True),
        standing=("As it stood on Mon 12 Oct 2026.",),
        declarer=acknowledgement_sheet.Declarer(Answered("Shona Pike")),
        pupils=(acknowledgement_sheet.DeclaredPupil("Tyler Pike", "4B", "Nephew", "Elsewhere"),),
        contacts=(acknowledgement_sheet.DeclaredContact("TikTok", "@shona.p_88", "@tylerp_gaming"),),
        protocol=("Family group chat only.",),
        conditions=("No public comments.",),
        steps=acknowledgement_sheet.Steps(Answered("Thu 24 Sep 2026, signed paper")),
        acknowledger="Headteacher",
        acknowledger_signature=Signature("Headteacher or Chair of Governors"),
        policy="Policy 004 §6.7 to §6.9.",
    )
    return acknowledgement_sheet.to_document(sheet)


def connection() -> Document:
    """A sheet for what is no family relationship, with two pupils whose accounts are told apart."""
    named = acknowledgement_sheet.DeclaredPupil
    sheet = acknowledgement_sheet.AcknowledgementSheet(
        frame=PageFrame("Baylis Lane Primary", "OFFICIAL-SENSITIVE", demo=True),
        standing=("As it stood on Mon 12 Oct 2026.",),
        declarer=acknowledgement_sheet.Declarer(Answered("Merrin Foss")),
        pupils=(named("Tyler Pike", "4B", "Not related", "Elsewhere"), named("Demi Pike", "5A", "", "")),
        contacts=(
            acknowledgement_sheet.DeclaredContact("TikTok", "@merrin.f", "@tylerp_gaming", "Tyler Pike"),
            acknowledgement_sheet.DeclaredContact("TikTok", "@merrin.f", "", "Demi Pike"),
        ),
        acknowledger="Headteacher",
        acknowledger_signature=Signature("Headteacher"),
        connection="Friendship with a parent or a family",
        title="Acknowledgement of a declared friendship",
    )
    return acknowledgement_sheet.to_document(sheet)


def blank_concern_form() -> Document:
    """The staff concern form with long names for the people who take it."""
    form = concern_form.ConcernForm(
        PageFrame(
            "Saint Bartholomew’s Church of England Voluntary Aided Primary School", "OFFICIAL-SENSITIVE"
        ),
        school_lead="Child Protection Coordinator",
        headteacher="Head Teacher",
        hand_to="Mrs Wilhelmina Featherstonehaugh, office 2, or Mr Bartholomew Cholmondeley",
        about_headteacher="the education authority’s quality improvement officer",
    )
    return concern_form.to_document(form)


def recovery() -> Document:
    """A recovery sheet with a key of twelve groups."""
    groups = tuple(f"{letter * 5}" for letter in "ABCDEFGHJKMN")
    return recovery_sheet.to_document(
        recovery_sheet.RecoverySheet(
            frame=PageFrame("Larkbridge Primary", "CONFIDENTIAL"),
            begins="AGE-SECRET-KEY-",
            groups=groups,
            qr_payload="-".join(groups),
            made="Made Mon 7 Sep 2026.",
            opens=("The daily log", "Concerns about adults who work here"),
            seal_with="the Chair of Governors or the trust",
            headteacher="Headteacher",
        )
    )


def whom_to_ring() -> Document:
    """A sheet of whom to ring."""
    line = recovery_sheet.ContactLine("LADO", "Allegation about an adult", "01632 960 001", "Weekdays")
    return recovery_sheet.contact_sheet_document(
        recovery_sheet.ContactSheet(PageFrame("Larkbridge Primary"), (line,), "Mon 7 Sep 2026")
    )


def audit_trail_slip() -> Document:
    """A slip of two parts of a log, one of them long in use."""
    return chain_slip.to_document(
        chain_slip.ChainSlip(
            frame=PageFrame("Baylis Lane Primary", "CONFIDENTIAL", chain_head=FRAME.chain_head),
            made="Made Mon 12 Oct 2026, 15:20.",
            parts=(
                chain_slip.PartHead("Daily log", 21_480, "70af2c91d6e40b53" * 4),
                chain_slip.PartHead("Concerns about adults", 96, "c3d28e0457abf911" + "0" * 48),
            ),
            keeper="the Headteacher",
            place="Keep it in the Headteacher’s folder, not beside the computer.",
        )
    )


def _thumbnail(number: int) -> Figure:
    tall = 2 if number % 2 else 1
    pixels = bytes([(number * 40) % 256, 128, 200]) * (40 * 60 * tall)
    said = f"Ex{number}, comment under a video, captured Sat 12 Sep 2026, 09:30"
    return Figure(Picture(40, 60 * tall, pixels), said, said)


def evidence_schedule() -> Document:
    """A schedule of three exhibits, with a contact sheet of eight pictures."""
    facts = (
        ("Captured", "Sat 12 Sep 2026, 09:30"),
        ("Captured by", "Ms Nandra"),
        ("Full address", "https://social.example/groups/" + "1" * 60),
        ("File as received", "1.png, Picture (PNG), 412,000 bytes"),
        ("Sealed", "Mon 14 Sep 2026, 09:05, by Miss Jo Abbey"),
    )
    lines = tuple(
        evidence_papers.ScheduleLine(f"Ex{number}", "comment under a video", facts, f"{number}" * 64)
        for number in range(1, 4)
    )
    return evidence_papers.schedule_document(
        evidence_papers.Schedule(
            FRAME,
            ("Case 2026-K-0007, Ex1, Ex2 and Ex3, as it stood on Mon 12 Oct 2026.",),
            lines,
            tuple(_thumbnail(number) for number in range(1, 9)),
            ("Ex9 is no picture this program shows, so it is not on this sheet.",),
        )
    )


def custody_record() -> Document:
    """Who had one exhibit."""
    lines = (
        ("Mon 14 Sep 2026, 09:05", "Miss Jo Abbey", "Received: sealed, read back and compared", "96"),
        (
            "Tue 15 Sep 2026, 10:05",
            "Miss Jo Abbey",
            f"Handed over; SHA-256 of the bundle: {'a1' * 32}",
            "1,204",
        ),
    )
    part = evidence_papers.CustodyPart("Ex1", "comment under a video, 412,000 bytes", "c3" * 32, lines)
    return evidence_papers.custody_document(
        evidence_papers.Custody(FRAME, ("Case 2026-K-0007, Ex1.",), (part,))
    )


def handover_form() -> Document:
    """Two exhibits handed over, everything else to be written by hand."""
    found = "Ms Nandra\nSat 12 Sep 2026, 09:30\nhttps://social.example/groups/1"
    lines = tuple(
        evidence_papers.HandoverLine(f"Ex{number}", "Comment under a video", found, "c3" * 32)
        for number in (1, 2)
    )
    school = (("School", "Baylis Lane Primary"), ("Telephone", "01632 960100"))
    return evidence_papers.handover_document(
        evidence_papers.Handover(FRAME, ("Case 2026-K-0007, Ex1 and Ex2.",), school, lines)
    )


def how_evidence_was_kept() -> Document:
    """The page in plain words."""
    return evidence_papers.how_kept_document(
        evidence_papers.HowKept(
            FRAME,
            ("Case 2026-K-0007, Ex1 and Ex2.",),
            (("Designated safeguarding lead", "Miss Jo Abbey"), ("Telephone", "01632 960100")),
        )
    )


def letter() -> Document:
    """A letter to a parent: nothing of the log on it."""
    return letter_document(
        LetterPage(
            frame=PageFrame(school="", dated=False),
            school="Larkbridge Primary",
            sender=("1 Lark Lane, Eastmarch", "01632 960100"),
            to=("Mr Dean Halloway", "4 Larch Row", "Eastmarch"),
            day="Tuesday 15 September 2026",
            subject="Posts about our school",
            greeting="Dear Mr Halloway,",
            paragraphs=("I am writing about what was posted.", "I ask you to remove it."),
            ending="Yours sincerely,",
            signed_by="Mr Simon Pell",
            signed_as="Headteacher",
        )
    )


IDENTITY = DocumentIdentity("7f3a91c204be11d0" * 2, "9f0a" * 4)


def bound_record() -> Document:
    """A record with cover, contents and appendices, its second version: what a longer document looks like."""
    body = incident()
    picture = Picture(60, 40, bytes(60 * 40 * 3))
    inner = Section("Within an appendix", (Paragraph(LONG * 30),))
    appendices = (
        Section(
            "Appendix A: contact sheet",
            (ContactSheet((Figure(picture, "Ex1, a post", "Ex1"),)),),
            appendix=True,
        ),
        Section("Appendix B: sources", (Paragraph(LONG * 40), inner, Paragraph(LONG * 40)), appendix=True),
    )
    return replace(
        body,
        cover=Cover((("To", "Larkshire County Council"), ("Made", "Mon 12 Oct 2026, 15:20, by Mrs Denning"))),
        identity=IDENTITY,
        version_note="Version 2. Changed since version 1 (issued Fri 9 Oct 2026, 09:00): Evidence, 1 added.",
        frame=replace(FRAME, version="version 2"),
        blocks=(Contents(), NewPage(), *body.blocks, NewPage(), *appendices),
    )


def nested() -> Document:
    """Lists within lists and tables within answers, short ones and some that run over pages."""
    deep = TextList(("deepest", ListItem("goes on", TextList((LONG * 3, "last"), numbered=True))))
    lists = TextList(
        ("plain", ListItem("with more below", TextList((LONG * 2, ListItem("deeper", deep)))), "end")
    )
    rows = tuple((f"{row} Sep", LONG * (row % 4), (strong("Yes"), Run(" told"))) for row in range(30))
    table = DataTable((Column("Day"), Column("What", 3), Column("Told")), rows, row_headings=True)
    answers = FieldTable(
        (
            Field("Rows", AnsweredTable(table)),
            Field("No rows", AnsweredTable(DataTable((Column("Empty"),), (), empty="Nobody was asked."))),
            Field("Plain", Answered("words")),
            Field("To write", AnsweredTable(DataTable((Column("A"), Column("B")), ((ToWrite(), "b"),)))),
        )
    )
    pairs = FieldTable((Field("One", Answered("1")), Field("Two", AnsweredTable(table))), pairs=True)
    return Document(
        "Nested", "Nested", FRAME, (Section("Lists", (lists,)), Section("Answers", (answers, pairs)))
    )


EVERY_DOCUMENT = {
    **WHOLE_PARTS,
    "disposal certificate": disposal,
    "transfer pack": transfer,
    "letter": letter,
    "bound record": bound_record,
    "nested": nested,
    "every block": every_block,
    "incident": incident,
    "referral": referral,
    "blank acknowledgement": blank_acknowledgement,
    "acknowledgement": acknowledgement,
    "declared connection": connection,
    "concern form": blank_concern_form,
    "recovery": recovery,
    "whom to ring": whom_to_ring,
    "audit trail slip": audit_trail_slip,
    "evidence schedule": evidence_schedule,
    "custody record": custody_record,
    "handover form": handover_form,
    "how evidence was kept": how_evidence_was_kept,
}
