"""The catalogue's shapes, handed on to the front ends, which reach down no further than services."""

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.catalogue.categories import (
    Asked,
    Category,
    CategoryGroup,
    Doer,
    ExpectedEvidence,
    FirstAction,
    Hold,
    HoldKind,
    IncidentRole,
    Question,
    QuestionKind,
    RiskArea,
)
from safeguard_app.catalogue.choices import Choice, ChoiceList, ListName
from safeguard_app.catalogue.clauses import Clause, Policy
from safeguard_app.catalogue.clocks import Clock
from safeguard_app.catalogue.logbooks import LogbookFieldKind, WhoDecides
from safeguard_app.catalogue.nations import Agency, NationProfile
from safeguard_app.catalogue.platforms import Platform
from safeguard_app.catalogue.words import Words
from safeguard_app.domain.forms import (
    FieldKind,
    Form,
    FormField,
    FormSection,
    Group,
    Packaging,
    WrittenWithin,
)

__all__ = [
    "Agency",
    "Asked",
    "Catalogue",
    "Category",
    "CategoryGroup",
    "Choice",
    "ChoiceList",
    "Clause",
    "Clock",
    "Doer",
    "ExpectedEvidence",
    "FieldKind",
    "FirstAction",
    "Form",
    "FormField",
    "FormSection",
    "Group",
    "Hold",
    "HoldKind",
    "IncidentRole",
    "ListName",
    "LogbookFieldKind",
    "NationProfile",
    "Packaging",
    "Platform",
    "Policy",
    "Question",
    "QuestionKind",
    "RiskArea",
    "WhoDecides",
    "Words",
    "WrittenWithin",
]
