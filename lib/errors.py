"""Error types. The library raises them; the command line and `lib/ui` turn each into one line for a person."""


class BoardError(Exception):
    """Root of all errors that a person can mend. The message says what, where, which value and what to do."""


class DataError(BoardError):
    """The data folder cannot be read: a file is missing, torn or not in its form."""


class LogError(BoardError):
    """A review log does not make sense: an entry refers to something that is not there."""
