"""The one error that a question without an answer raises."""


class NothingToCompare(ValueError):
    """The question cannot be answered with this data; the message is one sentence for
    the user, and says what can still be said.

    remedy: what to do, where the question knows it: a sentence.
    """

    def __init__(self, said: str, remedy: str = "") -> None:
        super().__init__(said)
        self.remedy = remedy
