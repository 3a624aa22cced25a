"""Derrylough Primary, an invented school in Northern Ireland, and who is in the group chat of its story."""

from dataclasses import replace

from safeguard_app.domain.nations import Nation
from safeguard_app.domain.school import School

TARGET = "Tomasz Zielna"
GROUP = ("Reece Irwin", "Noah Bell", "Ella Crane", "Jamie Doak", "Erin Fife", "Callum Gault")


def derrylough(school: School) -> School:
    """A school as Derrylough is: its nation, its authority and its people."""
    return replace(
        school,
        name="Derrylough Primary",
        nation=Nation.NORTHERN_IRELAND,
        local_authority="Education Authority",
        contacts=(),
        chair_name="Rev. Ian Staveley",
        head_name="Mrs Heather Moffett",
        dsl_name="Mr Conor Devlin",
    )
