"""Error types. The library raises them; the command line and `lib/ui` turn each into one line for a person."""

from __future__ import annotations

from collections.abc import Callable


class BoardError(Exception):
    """Root of all errors that a person can mend: where it is, what is wrong, how to mend it.

    `wrong` and `mend` are message ids of `lib.words` (English) with `{names}` for `values`; `str()` is English.
    """

    def __init__(self, place: str, wrong: str, mend: str, **values: object) -> None:
        super().__init__(place, wrong, mend)
        self.place, self.wrong, self.mend, self.values = place, wrong, mend, values

    def told(self, words: Callable[..., str]) -> str:
        """The message in a language, as one line."""
        head = f"{self.place}: " if self.place else ""
        return f"{head}{words(self.wrong, **self.values)}; {words(self.mend, **self.values)}"

    def __str__(self) -> str:
        return self.told(lambda text, **values: text.format(**values))


class DataError(BoardError):
    """The data folder cannot be read: a file is missing, torn or not in its form."""


class LogError(BoardError):
    """A review log does not make sense: an entry refers to something that is not there."""


class UnreadableReport(BoardError):
    """A file that holds no text to read."""
