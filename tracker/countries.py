"""Country codes: ISO 3166-1 alpha-3 and names, from pycountry (ISO's own lists), and Kosovo, which ISO lacks."""

from functools import cache

import pycountry

KOSOVO = "XKX"


@cache
def _names() -> dict[str, str]:
    names = {each.alpha_3: getattr(each, "common_name", each.name) for each in pycountry.countries}
    return names | {KOSOVO: "Kosovo"}


def known(iso3: str) -> bool:
    """True for an ISO 3166-1 alpha-3 code and XKX. Membership, never length: UNHCR's own have three letters too."""
    return iso3 in _names()


def name(iso3: str) -> str:
    """The English short name of a country, e.g. TUR → Türkiye. KeyError if the code is unknown."""
    return _names()[iso3]


def codes() -> tuple[str, ...]:
    """All codes, in the order of their names."""
    return tuple(sorted(_names(), key=_names().__getitem__))
