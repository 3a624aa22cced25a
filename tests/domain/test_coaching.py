"""The writing coach on sentences as people write them: what it remarks upon, and what it leaves in peace."""

import pytest

from safeguard_app.domain.coaching import MOST_SHOWN, CoachRule, Remark, Where, Written, look
from safeguard_app.domain.incidents import Passage, PassageKind
from tests.shipped import shipped_catalogue

RULES: tuple[CoachRule, ...] = tuple(shipped_catalogue().coach.values())
KNOWN = frozenset({"DSL", "LADO", "MASH", "MARF", "DBS", "TRA", "SPC"})


def _remarks(
    text: str, *, where: Where = Where.ACCOUNT, category: str = "CB", marks: tuple[Passage, ...] = ()
) -> tuple[Remark, ...]:
    return look(RULES, Written(where, text, category, marks, KNOWN))


def _found(text: str, rule: str, where: Where = Where.ACCOUNT) -> tuple[str, ...]:
    return next((one.found for one in _remarks(text, where=where) if one.rule == rule), ())


INITIALS = {
    "JS hit TW behind the hall.": ("JS", "TW"),
    "I saw J.S. and K.L.M. at the gate.": ("J.S.", "K.L.M."),
    "Ella T was crying at lunch.": ("Ella T",),
    "Mr K asked her to stay.": ("Mr K",),
    "J pushed S on the stairs.": ("J", "S"),
    "She said it was R’s phone.": ("R",),
    "EWO rang at nine.": ("EWO",),
    "Told by AB, who heard it from CD.": ("AB", "CD"),
    "It was JS’s phone.": ("JS",),
}


@pytest.mark.parametrize("text", INITIALS)
def test_initials_are_found(text: str) -> None:
    known_here = {"CD"} if "CD" in text else set()
    assert set(_found(text, "initials")) == set(INITIALS[text]) - known_here


NO_INITIALS = (
    "The DSL rang the LADO at ten, and MASH at eleven.",
    "It happened in IT, on a PC in the ICT room.",
    "The TA saw it in PE, in Year 5, class 5B.",
    "He got an A in RE and a B in DT.",
    "Plan B is to meet on Monday.",
    "She wore a red T-shirt and a T shirt over it.",
    "Her T shirt was torn.",
    "I saw it at 9.15 AM on 3/4 and I rang home.",
    "The post on X was seen by many. Using X she wrote it again.",
    "The Education Welfare Officer (EWO) came. The EWO spoke to her.",
    "KEEP OUT NO ENTRY was on the door.",
    "LEAVE ME ALONE was written on the wall.",
    "A. What was seen\nB. What was heard\nC) What was done",
    "Room B, Block C and Section D were empty.",
    "Child A and Child B sat at the front.",
    "See https://example.invalid/AB/CD?x=EF for the page, or @JS_12.",
    "He said “JS did it, ask TW”.",
    "U-turn, X-ray, e-mail and Wi-Fi.",
    "Her mother is an NHS nurse; CAMHS know the family.",
    "He sent a PDF, a GIF and a DM from the USA.",
    "Vitamin D and grade B.",
    "Is it still up? I do not know.",
    "Tyler Pike, Shona Pike and Ms Nandra were there.",
)


@pytest.mark.parametrize("text", NO_INITIALS)
def test_what_is_no_initials_is_left_in_peace(text: str) -> None:
    assert _found(text, "initials") == ()


def test_a_name_of_somebody_involved_explains_its_letters() -> None:
    written = Written(Where.ACCOUNT, "TJ came in late.", "CB", (), frozenset({"TJ"}))
    assert look(RULES, written) == ()


VERDICTS = {
    "He is a liar and a bully.": ("liar", "bully"),
    "She was attention-seeking again.": ("attention-seeking",),
    "They MADE   IT UP.": ("MADE IT UP",),
    "The perpetrator is in Year 6.": ("perpetrator",),
}


@pytest.mark.parametrize("text", VERDICTS)
@pytest.mark.parametrize("where", list(Where))
def test_verdict_words_are_found_in_every_kind_of_text(text: str, where: Where) -> None:
    assert _found(text, "verdict", where) == VERDICTS[text]


NO_VERDICT = (
    "This is a cyberbullying concern; the anti-bullying policy applies.",
    "It looks like bullying to her.",
    "The phone was lying-in on the desk.",
    "He said: ‘she is a liar’ and walked off.",
    'Her words were "you bully".',
    "A bullying incident was logged.",
    "The table was cleared after lunch.",
    "The groomer’s-row shop is closed.",
)


@pytest.mark.parametrize("text", NO_VERDICT)
def test_what_gives_no_verdict_is_left_in_peace(text: str) -> None:
    found = [one for one in _remarks(text) if one.rule.startswith("verdict")]
    assert not found


def test_opinion_is_remarked_upon_unless_it_is_marked() -> None:
    text = "I think he did it. He clearly enjoyed it."
    assert _found(text, "opinion") == ("I think", "clearly")
    marked = (Passage(0, len(text), PassageKind.OPINION),)
    assert _remarks(text, marks=marked) == ()
    assert _found(text, "opinion", Where.DECISION) == ()  # a reason is an opinion


def test_opinion_in_what_is_marked_as_fact_is_remarked_upon() -> None:
    text = "Obviously he was there."
    (remark,) = _remarks(text, marks=(Passage(0, len(text), PassageKind.FACT),))
    assert remark.rule == "opinion"


def test_the_childs_own_words_are_never_remarked_upon() -> None:
    text = "JS is a liar and I think he is a victim, he made it up"
    marks = (Passage(0, len(text), PassageKind.OWN_WORDS),)
    assert _remarks(text, marks=marks) == ()
    half = (Passage(0, text.index(" and"), PassageKind.OWN_WORDS),)
    assert {one.rule for one in _remarks(text, marks=half)} == {"opinion", "verdict", "victim"}


def test_own_words_keep_their_place_after_letters_outside_the_first_plane() -> None:
    text = "😀😀 JS hit me. TW saw it."
    marks = (Passage(text.index("JS"), text.index(" TW"), PassageKind.OWN_WORDS),)
    (remark,) = _remarks(text, marks=marks)
    assert remark.found == ("TW",)


LONG = (
    "During lunch two pupils from Year 5 stood by the fence. One held a mobile telephone, the other looked over the "
    "first one’s shoulder. Both laughed for about two minutes, then the bell went for the afternoon. "
    "The first pupil put the device into the left pocket of a green coat and ran over to the main door of the hall."
)


def test_a_long_account_without_a_childs_words_and_without_what_was_done_is_remarked_upon() -> None:
    assert [(one.rule, one.found) for one in _remarks(LONG)] == [("own-words", ()), ("action", ())]


@pytest.mark.parametrize(
    ("more", "left"),
    [
        (" Ella said “they are all looking at it”.", ["action"]),
        (" I rang home.", ["own-words"]),
        (" Ella said “they are all looking at it”. I told the office.", []),
    ],
)
def test_words_or_an_action_answer_it(more: str, left: list[str]) -> None:
    assert [one.rule for one in _remarks(LONG + more)] == left


def test_wishes_and_a_danger_note_elsewhere_answer_it() -> None:
    written = Written(Where.ACCOUNT, LONG, "CB", voice_elsewhere=True, action_elsewhere=True)
    assert look(RULES, written) == ()


def test_a_short_account_is_not_asked_for_more() -> None:
    assert _remarks("Two pupils laughed by the fence.") == ()


def test_a_kind_that_is_not_about_a_child_is_not_asked_for_a_childs_words() -> None:
    assert [one.rule for one in _remarks(LONG, category="REP")] == ["action"]


def test_victim_is_kept_for_crimes_and_sexual_harm() -> None:
    assert _found("The victim sat alone.", "victim") == ("victim",)
    assert _remarks("The victim sat alone.", category="GRM") == ()


def test_what_was_put_away_stays_away_and_new_words_come() -> None:
    text = "JS hit TW."
    away = frozenset({("initials", "JS")})
    (remark,) = look(RULES, Written(Where.ACCOUNT, text), away)
    assert remark.found == ("TW",)
    assert look(RULES, Written(Where.ACCOUNT, text), away | set(remark.keys)) == ()
    missing = look(RULES, Written(Where.ACCOUNT, LONG, "REP"), frozenset({("action", "")}))
    assert missing == ()


def test_a_long_text_is_looked_at_and_a_transcript_is_left_in_peace() -> None:
    filler = "x’“ A J AB \n" * 1_500
    assert _found(f"He is a liar. {filler}", "verdict") == ("liar",)
    assert _remarks(f"He is a liar. {filler}{filler}") == ()


def test_a_phrase_ends_with_its_sentence() -> None:
    assert _found("He made it. Up there he sat.", "verdict") == ()
    assert _found("He said no. Doubt was seen.", "opinion") == ()


GOOD_RECORDS = (
    "At 12.40 on Monday Ms Nandra heard Ella Tarn (Year 5) say “he keeps sending it” to Kai Halloway. Ms Nandra asked "
    "“tell me what happened”. Ella said “I don’t want to go on the bus”. Ms Nandra told the DSL at 12.55.",
    "The father rang the office at 8.05. He read out a post from the group “Larkbridge Mums & Dads”, which names the "
    "school and Ms Nandra. The office asked him for a screenshot and passed the call to the Headteacher.",
    "I was on duty in the ICT suite. Tomasz Zielony (P7) showed me his telephone. I did not touch it. He told me "
    "“they put my face on it”. I walked with him to the Designated Teacher and stayed until his mother was rung.",
    "On 6 October Mr Merrin gave Freya Lane a lift home in his own car because the bus had not come. He reported it to "
    "the Headteacher the next morning. No other adult was in the car.",
    "Leon’s essay, handed in on 2 November, praises the attacker of a school. His teacher, Mrs Okoro, kept it and "
    "spoke to the DSL on the same day. Leon said “it’s only a story”.",
)


@pytest.mark.parametrize("text", GOOD_RECORDS)
def test_a_good_record_draws_no_remark(text: str) -> None:
    assert _remarks(text) == ()


def test_so_many_words_are_named_at_once_and_the_others_once_these_are_put_away() -> None:
    text = "JS, TW, KL, MN and PQ were there."
    (remark,) = look(RULES, Written(Where.ACCOUNT, text))
    assert len(remark.found) == MOST_SHOWN == 4
    (left,) = look(RULES, Written(Where.ACCOUNT, text), frozenset(remark.keys))
    assert {*remark.found, *left.found} == {"JS", "TW", "KL", "MN", "PQ"}
