"""What can go wrong, in the school's terms; `web/errors.py` maps each to a status."""


class PhonicsError(Exception):
    """A failure someone can be told about.

    :param message: one clear English sentence; pages translate it by this text
    :param details: values for the sentence, and anything a caller may show beside it
    """

    def __init__(self, message: str, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class NotFound(PhonicsError):
    """It does not exist, or it belongs to someone this actor may not see."""


class NotAllowed(PhonicsError):
    """It may be seen, but not done, by this actor."""


class Closed(PhonicsError):
    """It was open for this tablet, and is no longer."""


class Invalid(PhonicsError):
    """The input cannot be taken; nothing was changed."""


class Conflict(PhonicsError):
    """The same id or number came back with another content; the first stays."""


class Unavailable(PhonicsError):
    """Something it needs (the database, the worker) does not answer."""
