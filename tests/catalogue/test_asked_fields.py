"""Every field that the authorities' forms ask for, and on which form of ours it is answered (domain.md 3.1 to 3.7).

One line for each thing asked: its words in the research, and the fields that answer it. A field that is renamed or left
out is missed here by the name of what nobody would be asked any more.
"""

import pytest

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.catalogue.loader import load_catalogue
from safeguard_app.domain.nations import Nation

LADO = """
date alleged incident happened: happened
date received by or reported to the referrer: came_to_attention reached_referrer
date referred: referred
referrer name: referrer_name
referrer job title: referrer_post
organisation and address: school_name school_address
agency or sector type: sector
status of organisation: school_status
phone and secure e-mail: referrer_phone referrer_email
best contact times: contact_times
person managing the case if different: case_manager
designated lead, head, chair, HR: lead head_contact chair_contact hr_contact
senior manager aware, if not why: senior_aware
is the adult aware of this referral: adult_aware
adult full name and known-as: adult_name adult_known_as
adult date of birth, sex, ethnicity: adult_born adult_sex adult_ethnicity
adult home address and contact: adult_address
adult job title: adult_post
employer or workplace with address: employer
basis of employment: basis
length of service: started
other contact with children or adults at risk: elsewhere
own children: own_children
previous allegations, low-level concerns among them: earlier_concerns
more than one adult: more_adults
child full name: child_name
child date of birth, gender, ethnicity: child_born child_sex child_ethnicity
child address and contact: child_address
parents or carers with address: child_parents
professionals involved: child_professionals
home authority and social worker: child_home_authority
category of harm: nature
more than one incident: incidents
place: place
full description: description
authorised restraint: restraint
injury: injury
who made the allegation: maker maker_born maker_address maker_sex maker_relationship
how reported, to whom, who else told: reported_how who_knows
action so far: taken
supporting documents: exhibits other_documents
criteria met or meeting: criteria
category, outcome and further referrals: agency_category agency_outcome further
end date, name and signature: ended agency_name
threshold limbs: limbs
transfer of risk: transfer
police reference: police
child's wishes: child_wishes
parents told: parents_told
adult's account not sought: spoken_to
support for child and adult: support
suspension alternatives: safeguards
chair, HR, insurer informed: others_told
agency or employer told: employer_told
accounts used: accounts
devices held: devices
advice sought: first_contact advice
risk to children now: child_safe adult_now
"""
_CHILD = """
name: child_name
also known as: child_known_as child_former_names
date of birth, estimated or expected: child_born
sex or gender: child_sex
ethnicity: child_ethnicity
religion: child_religion
disability or additional needs: child_needs
home address and earlier ones: child_address child_addresses
phone, mobile, e-mail: child_contact
school, class and pupil number: school_name child_class child_number
doctor and NHS number: child_doctor
physical description: child_description
current whereabouts: where_now
who collects at home time: collects
safe number and time to ring: safe_to_ring
parents' names and relationship: parent_name parent_relationship
parents' dates of birth: parent_born
parental responsibility: parent_responsibility
ethnicity of adults: parent_ethnicity
address if different, phone: parent_address parent_contact
each parent told or held: parent_told
other children of the household: household
significant others outside it: elsewhere
alleged person responsible, described: description
referrer name, phone, role: referrer_name referrer_phone referrer_post
referrer's agency, address, e-mail: school_name school_address referrer_email
relationship to child or family: referrer_relationship
date of the form: referred
when contactable: contact_times
consent, by whom, covering whom: consent
reason if not told or no consent: no_consent
parents' views: parents_views
child told and child's views: child_told child_wishes
anything to keep from the family: keep_from_family
discussed with own safeguarding lead: lead lead_view
earlier consultation with social care: advised
what you are worried about: description
type of harm and history: history
disclosure in exact words: own_words
impact on the child, analysis: impact
risk rating with reasons: risk
support tried and its result: taken
early help assessment, lead professional: early_help
professionals: professionals
previous involvement of services: services services_more
phoned first, to whom: called
"""
_MARF = (
    _CHILD
    + """
protection, support or early help; section 47: kind
level of need: level
kind of harm: harm
first or preferred language: child_language
interpreter or communication need: child_interpreter
injury: injury
who is suspected: responsible
parenting capacity, family circumstances: capacity circumstances
strengths, protective factors, grey areas: strengths not_clear
"""
)
_PREVENT_CONCERN = """
how and why it came to notice, a specific event: how_noticed
indicators: signs
sympathy with extremism, terrorism, school shootings: sympathy
internet, games and social media: online
contacts with people or groups: contacts
wish to harm or threats: wish_to_harm exact_words
complex needs, grievance, isolation, crime: explains
ideology: ideology
what may happen if needs are not met: unmet
who first identified the concern, anonymous or not: noticed_by
dates concern arose and was referred: arose referred
organisation's Prevent contact: prevent_contact
discussed with safeguarding lead, result: lead_view
aware of the referral, response: consent
direct action taken: taken
other agencies, result: other_agencies professionals
referrer, organisation, contact: referrer_name school_name referrer_phone
nationality, place of birth: nationality
immigration or asylum status: immigration
occupation, education past and present: education
family and carers: household
"""
ASKED = {
    ("staff_allegation", Nation.ENGLAND): LADO,
    ("staff_allegation_each_child", Nation.ENGLAND): LADO,
    ("staff_allegation", Nation.WALES): f"{LADO}risk assessment and immediate action: risk_assessment taken",
    ("child_referral", Nation.ENGLAND): _MARF,
    ("child_referral_wales", Nation.WALES): f"{_MARF}preferred language Welsh or English: language",
    ("prevent_referral", Nation.ENGLAND): _PREVENT_CONCERN
    + """
person's name, alternative name: child_name child_known_as
date of birth, gender, ethnicity: child_born child_sex child_ethnicity
first language and faith: child_language child_religion
address, phone: child_address child_contact
social media details: accounts
guardian and relationship: parent_name parent_relationship
disabilities or diagnoses: child_needs
discussions with child and parents, parental support: child_talked parent_told parent_support
social care referred to as well: also_care
""",
    ("prevent_adult_referral", Nation.WALES): _PREVENT_CONCERN
    + """
person's name, alternative name: adult_name adult_known_as
date of birth, gender, ethnicity: adult_born adult_sex adult_ethnicity
first language and faith: adult_language adult_religion
address, phone: adult_address adult_contact
social media details: adult_accounts
disabilities or diagnoses: adult_needs
discussed with the person: adult_talked
care for children, LADO asked: also_lado also_care
""",
    ("gateway_referral", Nation.NORTHERN_IRELAND): _CHILD
    + """
HSC Trust: trust
Gateway contact and time: called
PSNI Central Referral Unit: psni
level of need and kind of harm: level harm
consent and reason: consent no_consent
child's needs, strengths, risks: child_needs_area child_strengths child_risks
carers' capacity: carer_needs carer_strengths carer_risks
family and environment: family_needs family_strengths family_risks
grey areas: not_clear
person believed responsible: responsible
""",
    ("bullying_record_ni", Nation.NORTHERN_IRELAND): """
all incidents: on premises, travelling, in charge of staff, elsewhere: statutory_place
apparent motivation: motivation
methods: method
how addressed: addressed
alleged, and involving a registered pupil: experiencing displaying
""",
    ("notification_of_concern", Nation.SCOTLAND): _CHILD
    + """
culture, language, understanding, communication: understanding
on the Child Protection Register: child_register
nature of the concern: nature
physical state, injuries, treatment: physical
emotional state and reassurance: emotional
safe now, what would make safe: child_safe safe_how
when concerns arose, what happened: happened description
person believed responsible, and whether they know: may_pose_risk they_know
who the child is with, adults with care: where_now adults_with_care
date and time child seen: child_seen
named person: named_person
police: police
""",
    ("bullying_record_scotland", Nation.SCOTLAND): """
people involved, staff and adults too: experiencing displaying others
where and when: place happened
type: method pattern
underlying prejudice, protected characteristics: prejudice characteristics
impact, support needs, wellbeing: impact wellbeing
actions and resolution: addressed decided monitored
""",
    ("concern_form", Nation.ENGLAND): """
pupil, date of birth, year and class: child_name child_born child_class
completer's name and position: author
date and time of incident and of writing: happened written
who, what, where: description place
child's account: own_words
witnesses: witnesses
professional opinion: opinion
other information: other
who was told when: first_told
received when and from whom: received
advice sought: advice
action with reasons: decisions taken
parents informed: parents_told
outcome: outcome
""",
    ("front_sheet", Nation.ENGLAND): """
name, other names: child_name child_known_as child_former_names
date of birth, gender, ethnicity: child_born child_sex child_ethnicity
address: child_address
family table: parent_name household elsewhere
other linked files: linked siblings_files
agencies and status: statuses professionals
open, closed or transferred with dates: standing opened closed
""",
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.mark.parametrize(("form", "nation"), ASKED, ids=lambda one: getattr(one, "value", one))
def test_whatever_an_authority_asks_is_asked(catalogue: Catalogue, form: str, nation: Nation) -> None:
    has = {field.id for field in catalogue.forms[form].fields_for(nation)}
    missing = {}
    for line in ASKED[form, nation].strip().splitlines():
        what, _, fields = line.rpartition(": ")
        left = set(fields.split()) - has
        if left:
            missing[what] = left
    assert missing == {}


@pytest.mark.parametrize("form", ["child_referral", "child_referral_wales", "gateway_referral"])
def test_what_decides_an_urgent_case_must_be_answered(catalogue: Catalogue, form: str) -> None:
    required = {
        field.id for section in catalogue.forms[form].sections for field in section.fields if field.required
    }
    assert required >= {"child_safe", "where_now", "collects", "safe_to_ring", "parent_told", "called"}


def test_the_areas_of_a_gateway_referral_each_ask_for_what_protects(catalogue: Catalogue) -> None:
    """The guidance wants needs, strengths, risks, resilience and protective factors of each of the three areas."""
    sections = {one.id: one for one in catalogue.forms["gateway_referral"].sections}
    for area in ("needs", "carers", "environment"):
        labels = {field.label for field in sections[area].fields}
        assert labels == {"Needs", "Strengths, resilience and protective factors", "Risks"}
