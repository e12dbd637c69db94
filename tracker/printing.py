"""What commands print: a reader that has gone is no error, a full disk is one line."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tracker.errors import SourceError


@contextmanager
def printed() -> Iterator[None]:
    """Print in its body. Ends quietly when nobody reads on (`| head`); SourceError where nothing can be written."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_the_rest()
    except OSError as error:
        _drop_the_rest()
        raise SourceError(f"standard output cannot be written: {error.strerror}; nothing after that was") from error


def _drop_the_rest() -> None:
    """What waits to be printed would fail again when the program ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
