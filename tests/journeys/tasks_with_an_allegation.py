"""What follows once an allegation is known, key by key: the form, the advice, the meeting, the outcome (scenario 2)."""

from tests.journeys.ashcombe import AGENCY
from tests.journeys.driver import Journey, SetClock
from tests.journeys.tasks_at_the_desk import add_note, from_menu, save_panel, tell
from tests.journeys.tasks_on_paper import SITE, answer, begin_first_form, choose_answer, printed, words_of

ADULT = "Joel Merrin"
LOCKED = "Do not interview or investigate yet"
CLUB = "Volunteer swimming coach at Eastmarch Otters since May 2026."
GROUND = "Telling them may prejudice an enquiry into an allegation"
WHY = "The placement ended, and she was harmed."
_ADDRESS = "Home address and contact"
_AT = "Not known to the school: held by the agency"
_SPOKEN = "Has the adult been spoken to: by whom, and what was said?"
_EARLIER = ("Mon 14 Sep 2026, 15:00: Pupil’s…", "Thu 24 Sep 2026, 15:00: Pupil’s…", "Mon 5 Oct 2026, 18:00…")


def send_the_form(journey: Journey, clock: SetClock) -> str:
    """Answer what no record holds, tick the earlier concerns, print, and mark it sent at ten past nine; its words."""
    keys = journey.keys
    begin_first_form(journey)
    journey.wait_for(SITE)
    journey.settle()
    answer(journey, SITE, "Off site. Due back on Tuesday at 08:30, with Year 7.")
    _not_known(journey, _SPOKEN, "Nobody has spoken to the adult")
    answer(journey, "Who else knows?", "Ms Finch, the Headteacher.")
    choose_answer(journey, "Is the adult aware of this referral?", "No")
    answer(journey, "Other contact with children or adults at risk", CLUB)
    keys.activate("The allegation, …")
    journey.wait_for("Back to the whole form")
    answer(
        journey,
        "Risk carried over from another part of the adult’s life",
        "The club has children of her age.",
    )
    _kind_of_harm(journey)
    keys.activate("Back to the whole form", back=True)
    keys.activate("The adult, …")
    journey.wait_for("Back to the whole form")
    _not_known(journey, _ADDRESS, _AT)
    keys.activate("Back to the whole form", back=True)
    keys.activate("Supporting documents, …")
    journey.wait_for("Back to the whole form")
    answer(journey, "Other documents", "Record of the lift; signing-in log.")
    keys.activate("Back to the whole form", back=True)
    for one in _EARLIER:
        keys.activate(one)
        journey.settle()
    words = words_of(printed(journey))
    clock.set("2026-10-19 09:10")
    keys.activate("Record a step")
    journey.wait_focus("What happened")
    keys.choose("What happened", "Sent the form, or handed it over")
    keys.fill("How", "Secure e-mail")
    save_panel(journey, "What was said or decided?")
    journey.wait_for("Sent the form, or handed it over")
    assert journey.sees("First contact Fri 16 Oct 2026, 16:35")
    assert journey.sees("One working day from Fri 16 Oct 2026, 15:50"), "not from Monday"
    assert journey.sees("Met by the first contact.")
    return words


def _kind_of_harm(journey: Journey) -> None:
    keys = journey.keys
    keys.activate("Answer: Kind of harm alleged")
    journey.wait_for("Save answer")
    keys.activate("Emotional")
    keys.activate("Sexual")
    keys.activate("Save answer")
    journey.settle()
    journey.wait_gone("Save answer")


def _not_known(journey: Journey, question: str, wording: str) -> None:
    """One of the wordings of the form, not a blank."""
    keys = journey.keys
    keys.activate(f"Answer: {question}")
    journey.wait_for("Save answer")
    keys.pick(f"How to answer: {question}", "Not known")
    keys.choose(f"Printed wording: {question}", wording)
    keys.activate("Save answer")
    journey.settle()
    journey.wait_gone("Save answer")


def look_at_the_form(words: str) -> None:
    """Everything that scenario 2 expects of it, in its own words; and nothing of Mia."""
    for said in (
        "Agency worker",
        "1 September 2026",
        f"{AGENCY}. Works at Ashcombe Academy",
        CLUB,
        "Joel Merrin",
        "Freya Linden",
        "3 March 2012",
        _AT,
        "Emotional",
        "Sexual",
        "The club has children of her age.",
        "Nobody has spoken to the adult",
        "Fri 16 Oct 2026, 16:35",
        "Fri 16 Oct 2026, 15:50",
        "as adult the pupil tried to contact, which they reported themself",
        "Other conduct of an adult who works here, as adult of concern",
        "drove Freya home in his car",
        "None on this register",
        "may pose a risk of harm to children",
        "“delete this”, “our secret”",
        "May meet the harm threshold, Fri 16 Oct 2026, 16:20, Mr Ken Osei: May meet the harm threshold.",
        "Who began it: The other person. What the adult did with a request: Accepted it.",
        "Ex2",
        "Photograph of the chats, captured Fri 16 Oct 2026, 15:55",
        "Record of the lift; signing-in log.",
        "Exhibits, with what each shows and its checksum",
        "they asked not to be named",
        "[name withheld] showed me chats",
    ):
        assert said in words, said
    assert words.count("which they reported themself") == 2, "both of his own reports, and not the third"
    assert "Mia" not in words and "Rowe" not in words


def take_advice(journey: Journey) -> None:
    """Monday 11:00: what the officer advised, who may be told what; the parents’ telling held with its ground."""
    keys = journey.keys
    keys.activate(f"Case manager and advice: {ADULT}")
    journey.wait_focus("Case manager")
    keys.activate("Add advice")
    keys.fill("Who was asked", "Ms Hale")
    keys.fill("Role or agency", "LADO")
    keys.fill("When they were asked", "today 1100")
    keys.fill(
        "What they advised", "Do not speak to him. Keep Mia’s telephone as it is; nobody looks through it."
    )
    keys.activate("Add somebody who may be told")
    keys.fill("Who may be told", "Mrs Anna Linden")
    keys.fill("What they may be told", "That a concern was passed on, without his name.")
    keys.fill("When they may be told", "After the meeting of 21 October")
    save_panel(journey, "What may be told, to whom and when?")
    assert journey.sees(LOCKED) and journey.sees("After the meeting of 21 October")
    keys.activate(f"Investigation: {ADULT}")
    journey.wait_focus("May the school begin?")
    keys.choose("May the school begin?", "The school may begin")
    keys.press("Ctrl+Return")
    journey.wait_for("Nothing begins before one of them agrees.")
    keys.choose("May the school begin?", LOCKED)
    keys.fill("What was agreed, or what it waits for", "For the meeting of 21 October.")
    save_panel(journey, "What is looked into?")
    from_menu(journey, "More", "Who was told, or held")
    journey.wait_focus("Who")
    keys.choose("Who", "Parent or carer")
    keys.fill("Name", "Mrs Anna Linden")
    keys.pick("Told, held or not told", "Held for now")
    keys.fill("On whose advice", "Ms Hale, LADO")
    keys.fill("Until", "21/10")
    keys.choose("Ground", GROUND)
    save_panel(journey, "Put away")
    journey.wait_for(GROUND)


def after_the_meeting(journey: Journey) -> None:
    """Wednesday: the meeting, her mother told, the agency and the club told, the placement ended, what may begin."""
    keys = journey.keys
    add_note(
        journey, "Strategy meeting: police, LADO, social care, school.", kind="Meeting", when="today 1330"
    )
    tell(
        journey,
        "Parent or carer",
        name="Mrs Anna Linden",
        when="today 1500",
        how="In person",
        said="Shocked.",
    )
    tell(journey, "Somebody else", name=AGENCY, when="today 1515", how="By telephone")
    tell(journey, "Somebody else", name="Eastmarch Otters, by the LADO", when="today 1530")
    keys.activate(f"Suspension: {ADULT}")
    journey.wait_focus("What was considered instead")
    keys.choose(
        "What was considered instead", "A placement paused or ended by agreement with the agency or employer"
    )
    keys.fill("What was decided about it, and why", "Ended today. He does not come back.")
    keys.choose("What was decided", "Not suspended")
    keys.fill("Why", "He is not the school’s employee, and is away from children.")
    keys.fill("Who decided", "Ms Laura Finch, Headteacher")
    keys.fill("When", "today 1520")
    save_panel(journey, "What was considered instead of suspension?")
    keys.activate(f"Investigation: {ADULT}")
    journey.wait_focus("May the school begin?")
    keys.choose("May the school begin?", "The school may begin")
    keys.activate("LADO")
    keys.fill("Name and role of who agreed", "Ms Hale, LADO")
    keys.fill("When they agreed", "today 1400")
    keys.fill(
        "What is looked into",
        "Messages since 1 September, and the lift. Police alone ask Freya.",
    )
    keys.fill("Who investigates", "Ms Laura Finch")
    keys.fill("Since when", "today 1400")
    save_panel(journey, "What is looked into?")
    assert not journey.sees(LOCKED)


def outcome(journey: Journey) -> None:
    """Findings and outcome of 4 December; on the 7th what the agency and the school told the barring body."""
    keys = journey.keys
    keys.activate(f"Findings of the investigation: {ADULT}")
    journey.wait_focus("What was looked at")
    keys.type("Signing-in log, the lift, the transcript.")
    keys.fill("What was found", "Messages over five weeks, late at night.")
    keys.choose("Outcome", "Policy was breached")
    keys.fill("When it ended", "4/12 1100")
    save_panel(journey, "What was found?")
    keys.activate(f"Outcome of the allegation: {ADULT}")
    journey.wait_focus("Outcome")
    keys.choose("Outcome", "Substantiated: There is enough evidence to prove it.")
    keys.fill("Why", "The messages are his.")
    keys.fill("Who came to this outcome", "Ms Laura Finch, with the LADO")
    keys.fill("When", "4/12 1500")
    save_panel(journey, "Who came to this outcome?")
    keys.activate(f"Barring and regulator: {ADULT}")
    journey.wait_for("Tick what applies")
    keys.go_to("The adult no longer works with children here…")
    keys.press("Space")
    keys.go_to("They harmed a child or may have…")
    keys.press("Space")
    for body, decided, why in (
        (
            "Disclosure and Barring Service (DBS)",
            "Referral made",
            f"By the school and by {AGENCY}. {WHY}",
        ),
        ("Teaching Regulation Agency (TRA)", "The duty is not met, or does not apply", "He is no teacher."),
    ):
        keys.choose(f"Referral: {body}", decided)
        keys.fill(f"Why: {body}", why)
        keys.fill(f"When: {body}", "today 1100")
    save_panel(journey, "Tick what applies")
    journey.wait_for(WHY)


def look_at_the_copy(journey: Journey) -> None:
    """A copy of the form made now says the outcome in the officer’s part, and why her parents were told later."""
    begin_first_form(journey)
    journey.wait_for("Record a step")
    journey.settle()
    words = words_of(printed(journey))
    for said in (
        f"Mrs Anna Linden: held until Wed 21 Oct 2026 on the advice of Ms Hale, LADO. {GROUND}",
        "Mrs Anna Linden told Wed 21 Oct 2026, 15:00",
        "Ms Laura Finch, Headteacher",
        "Do not speak to him. Keep [name withheld]’s telephone as it is",
        "Considered: A placement paused or ended by agreement",
        f"{AGENCY} told Wed 21 Oct 2026, 15:15",
        "Eastmarch Otters, by the LADO told Wed 21 Oct 2026, 15:30",
        "Outcome and further referrals as the school’s own file has them.",
        "(DBS): referral made, Mon 7 Dec 2026, 11:00. By the school and by",
        "Fri 4 Dec 2026, 15:00",
    ):
        assert said in words, said
    assert "☒ Substantiated" in words and "Mia" not in words
