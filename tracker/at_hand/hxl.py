"""A table that explains itself: a row of HXL tags (hxlstandard.org, 1.1) says what its columns mean."""

from collections.abc import Iterator, Sequence
from typing import Any

from tracker.at_hand.column_maps import PLACES, Map, made

POPULATIONS = {  # attribute of #affected → population
    "idps": "idp",
    "refugees": "refugee",
    "asylumseekers": "asylum_seeker",
    "displaced": "displaced",
    "stateless": "stateless",
}
HOUSEHOLDS = {"hh", "households"}
PLAIN = {"ind", "individuals", "num", "total", "tot", "all"}  # attributes that leave a column what it is
CODES = {"code", "iso3", "v_iso3", "pcode", "v_pcode"}
NAMES = {"name", "label"}

Tag = tuple[str, frozenset[str]]


def maps(tags: Sequence[Tag | None]) -> Iterator[tuple[Map, str]]:
    """A map for each column that counts people, with its tag; a column of a part (women, children) counts none."""
    shared = _shared(tags)
    for at, tag in enumerate(tags):
        fields = _counted(tag)
        if fields and tag and "date" in shared:
            columns = {name: written(tags[place]) for name, place in shared.items()} | {"value": written(tags[at])}
            yield made({"columns": columns, "constants": {"measure": "stock"} | fields}), columns["value"]


def written(tag: Tag | None) -> str:
    """A tag with its attributes in one order."""
    return "+".join([tag[0], *sorted(tag[1])]) if tag else ""


def _shared(tags: Sequence[Tag | None]) -> dict[str, int]:
    """The columns of place, date and publisher: where each stands."""
    found = {
        "location": _first(tags, "#country", CODES, NAMES, without={"origin"}),
        "origin": _first(tags, "#country", CODES, NAMES, needed={"origin"}),
        "admin1": _first(tags, "#adm1", NAMES, without={"origin", *CODES}),
        "admin1_pcode": _first(tags, "#adm1", CODES, without={"origin"}, needed_any=CODES),
        "admin2": _first(tags, "#adm2", NAMES, without={"origin", *CODES}),
        "admin2_pcode": _first(tags, "#adm2", CODES, without={"origin"}, needed_any=CODES),
        "attribution": _first(tags, "#meta", {"source"}, needed={"source"}),
        "date": _first(tags, "#date", {"reported"}, {"end"}, without={"start", "published"}),
    }
    return {name: at for name in (*PLACES, "date") if (at := found[name]) is not None}


def _first(
    tags: Sequence[Tag | None],
    name: str,
    *better: set[str],
    needed: set[str] | frozenset[str] = frozenset(),
    needed_any: set[str] | frozenset[str] = frozenset(),
    without: set[str] | frozenset[str] = frozenset(),
) -> int | None:
    """The place of a tag that has what is needed; of several the one with the better attributes."""
    fit = [
        (next((rank for rank, wanted in enumerate(better) if wanted & tag[1]), len(better)), at)
        for at, tag in enumerate(tags)
        if tag and tag[0] == name and needed <= tag[1] and not without & tag[1]
        if not needed_any or needed_any & tag[1]
    ]
    return min(fit, default=(0, None))[1]


def _counted(tag: Tag | None) -> dict[str, Any] | None:
    """Who is counted in a column; None if nobody, or a part only, or in a way we do not know."""
    if tag is None or tag[0] not in ("#affected", "#population"):
        return None
    who = [POPULATIONS[each] for each in sorted(tag[1]) if each in POPULATIONS]
    if len(who) != 1 or tag[1] - POPULATIONS.keys() - HOUSEHOLDS - PLAIN:
        return None
    return {"population": who[0]} | ({"unit": "household"} if tag[1] & HOUSEHOLDS else {})
