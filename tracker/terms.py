"""The words of the product: the field's own terms, which say how many, who, what happened, why, and how sure we are.

They are those of IDMC (Helix, IDU, GIDD), UNHCR Refugee Statistics and the UN recommendations on IDP statistics.
"""

from enum import StrEnum


class Qualifier(StrEnum):
    """How the stated number relates to the true one."""

    EXACT = "exact"
    APPROXIMATELY = "approximately"
    MORE_THAN_OR_EQUAL = "more_than_or_equal"
    LESS_THAN_OR_EQUAL = "less_than_or_equal"


class Unit(StrEnum):
    """What is counted. Households are families, households or homes, as the source says."""

    PERSON = "person"
    HOUSEHOLD = "household"


class Term(StrEnum):
    """What the source says happened (IDMC's figure terms, and UNHCR's two)."""

    DISPLACED = "displaced"
    EVACUATED = "evacuated"
    FORCED_TO_FLEE = "forced_to_flee"
    RELOCATED = "relocated"
    SHELTERED = "sheltered"
    IN_RELIEF_CAMP = "in_relief_camp"
    HOMELESS = "homeless"
    DESTROYED_HOUSING = "destroyed_housing"
    PARTIALLY_DESTROYED_HOUSING = "partially_destroyed_housing"
    UNINHABITABLE_HOUSING = "uninhabitable_housing"
    RETURNS = "returns"
    REFUGEE = "refugee"
    ASYLUM_SEEKER = "asylum_seeker"
    OTHER = "other"


class Population(StrEnum):
    """Who is counted. `displaced` is what the source leaves unsaid: inside or across a border."""

    IDP = "idp"
    REFUGEE = "refugee"
    ASYLUM_SEEKER = "asylum_seeker"
    RETURNED_REFUGEE = "returned_refugee"
    RETURNED_IDP = "returned_idp"
    STATELESS = "stateless"
    OIP = "oip"
    OOC = "ooc"
    HOST_COMMUNITY = "host_community"
    DISPLACED = "displaced"


class Measure(StrEnum):
    """Stock: how many are displaced at a date. Flow: how many moved in a period. Never one sum, never one line."""

    STOCK = "stock"
    FLOW = "flow"


class Cause(StrEnum):
    """Why people moved."""

    CONFLICT = "conflict"
    DISASTER = "disaster"
    DEVELOPMENT = "development"
    OTHER = "other"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """IDMC's words: the recommended figure stands for a fact, a triangulation supports one and is never added."""

    RECOMMENDED = "recommended"
    TRIANGULATION = "triangulation"


class Status(StrEnum):
    """Where a figure stands in review."""

    UNREVIEWED = "unreviewed"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
