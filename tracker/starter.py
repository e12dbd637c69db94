"""The starter set: figures carried over by hand from UNHCR's database, so that the first page is never blank.

`starter.csv` holds year, coo_iso, coa_iso, column and value of large situations, as the database stood on AS_SERVED.
Each row becomes the same figure that the live feed would give, and gives way as soon as the feed delivers it.
"""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import resources

from tracker.model import Document, Figure, Source
from tracker.sources import unhcr_population

SOURCE: Source = unhcr_population.SOURCE
AS_SERVED = datetime(2026, 6, 25, tzinfo=UTC)


def document() -> Document:
    """The file as a document."""
    return Document(
        url=SOURCE.url,
        title=f"{SOURCE.title} (starter data shipped with the tracker, not the whole database)",
        publisher=SOURCE.publisher,
        retrieved_at=AS_SERVED,
        content=resources.files("tracker").joinpath("starter.csv").read_bytes(),
        content_type="text/csv",
        language="en",
        starter=True,
    )


def read(document: Document) -> Iterator[Figure]:
    """One figure a line; its quote is the line."""
    text = document.content.decode()
    for row in csv.DictReader(io.StringIO(text)):
        as_of = date(int(row["year"]), 12, 31)
        yield unhcr_population.figure(row, row["column"], int(row["value"]), as_of, ",".join(row.values()))
