"""How a declaration says what two people are to each other, family or not."""

from safeguard_app.domain.declarations import Connection, DeclaredPupil
from safeguard_app.domain.person_rules import relation_words

CONNECTION_WORDS = {
    Connection.FRIEND_OF_FAMILY: "friend of the family",
    Connection.PARENT_FRIENDSHIP: "friend",
    Connection.CHILDS_FRIEND: "their own child’s friend",
    Connection.CLUB_OR_FAITH_GROUP: "same club or faith group",
    Connection.TUITION: "private tuition",
    Connection.NEIGHBOUR: "neighbour",
    Connection.TAUGHT_BEFORE: "taught them here before",
    Connection.PARTNER_OF_COLLEAGUE: "partner of a colleague",
    Connection.LIVES_WITH: "lives with them",
    Connection.OTHER: "another connection",
}


def connected_words(declared: DeclaredPupil) -> str:
    """What the adult is to the person declared ("aunt"), or how the two are connected ("neighbour")."""
    if declared.connection is Connection.NOT_SAID:
        return relation_words(declared.relation, declared.words)
    return declared.words or CONNECTION_WORDS[declared.connection]
