"""The one error that a question without an answer raises."""


class NothingToCompare(ValueError):
    """The question cannot be answered with this data; the message is one sentence for
    the user, and says what can still be said."""
