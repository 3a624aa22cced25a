"""A filled example of a form of the school's own, with a text in every place that can hold one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from safeguard_app.domain.forms import FieldKind, FormField, FormSection
from safeguard_app.services import form_profiles
from safeguard_app.services.session import Session


def own_form(session: Session) -> tuple[Any, Callable[[Any], object]]:
    """The form, and how it is given to its service."""
    made = form_profiles.copy_of(session, "child_referral")
    asked = FormField(
        "own_1",
        "Which panel?",
        "form.own_1",
        FieldKind.CHOICE,
        help="Ask.",
        allowed=("One",),
        unknown=("None",),
    )
    form = replace(
        made.form,
        sections=(FormSection("call", "The call", (asked,), help="In short."),),
        contact="0100 555 0199",
        authority="Eastmarch",
        recipient="Front door",
        categories=("CB",),
        unknown=("Not known",),
    )
    return form, lambda value: form_profiles.save(session, replace(made, form=value), "It changed.")
