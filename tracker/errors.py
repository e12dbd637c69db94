"""What can go wrong, in words for a tired person.

TrackerError
├── SettingsError     the settings cannot be used          (exit 2)
├── StoreError        the database cannot be used          (exit 2)
└── SourceError       one source failed, the others go on  (exit 1)
    ├── FetchError    no usable answer
    ├── ReadError     an answer that cannot be read as the feed's contract says
    └── TooFewError   an answer too small to be believed
"""


class TrackerError(Exception):
    """Any error that this program expects; its text is one line: what, where, what to do next."""


class SettingsError(TrackerError):
    """The settings cannot be used as given."""


class StoreError(TrackerError):
    """The database cannot be used."""


class SourceError(TrackerError):
    """One source failed; the others go on."""


class FetchError(SourceError):
    """No usable answer came; `status` is the HTTP status where there was one, else 0."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class ReadError(SourceError):
    """An answer came that cannot be read as the feed's contract says; names the record."""


class TooFewError(SourceError):
    """An answer far smaller than the source's believable minimum, or than what it said last time."""
