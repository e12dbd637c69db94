"""The parts of the documents that the code knows better: `make docs` writes them, tests/test_docs.py holds them."""

import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from tracker import export
from tracker.settings import DashboardSettings, Settings, SourceSettings
from tracker.sources import SOURCES

ROOT = Path(__file__).parent.parent


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


def columns() -> str:
    return ", ".join(f"`{name}`" for name in export.COLUMNS)


def settings() -> str:
    rows = []
    for prefix, model in (("", Settings), ("SOURCES__<NAME>__", SourceSettings), ("DASHBOARD__", DashboardSettings)):
        rows += [row(prefix, name, field) for name, field in model.model_fields.items() if not nested(field)]
    return table(("setting", "default", "what"), rows)


def nested(field: Any) -> bool:
    return field.annotation == dict[str, SourceSettings] or (
        isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
    )


def row(prefix: str, name: str, field: Any) -> tuple[str, str, str]:
    default = "" if field.default in ("", [], False) else f"`{str(field.default).lower()}`"
    return f"`TRACKER_{prefix}{name.upper()}`", default, field.description


def sources() -> str:
    rows = []
    for name, module in SOURCES.items():
        source = module.SOURCE
        asks = f"key (`TRACKER_SOURCES__{name.upper()}__KEY`)" if source.key else "open"
        rows.append(
            (
                f"`{name}`",
                f"[{source.publisher}: {source.title}]({source.url})",
                asks,
                f"`{source.cron}`",
                source.licence,
                source.credit,
            )
        )
    return table(("source", "publisher and data set", "access", "collected (UTC)", "licence", "credit"), rows)


def quality() -> str:
    made = ROOT / "docs" / "quality.md"
    return made.read_text(encoding="utf-8").strip() if made.exists() else ""


PARTS = {"columns": columns, "settings": settings, "sources": sources, "quality": quality}


def generated(text: str) -> str:
    """The text with each part between `<!-- name -->` and `<!-- end -->` made anew."""
    for name, make in PARTS.items():
        text = re.sub(
            rf"(<!-- {name} -->\n).*?(<!-- end -->)",
            lambda found, make=make: f"{found[1]}{make()}\n{found[2]}",
            text,
            flags=re.S,
        )
    return text


if __name__ == "__main__":
    readme = ROOT / "README.md"
    readme.write_text(generated(readme.read_text(encoding="utf-8")), encoding="utf-8")
