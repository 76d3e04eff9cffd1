"""What plans and strategies say, beside one's own: a table."""

from analytics.definitions.words import count, percent
from analytics.disclosure import Protected
from analytics.disclosure.protected import HIDDEN
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.theme import Look

NOTHING = "No published figure is of a place in view"


def in_context(protected: Protected, look: Look) -> Figure:
    """The table; its finding is of the largest place. Whole places alone can be told
    beside: a part of one has fewer people than a plan says."""
    frame = protected.table
    if frame.empty:
        return nothing(protected, NOTHING)
    words = protected.in_words()
    here = protected.result.column("people").title
    words[here] = [_here(row) for row in frame.to_dict("records")]
    drop = [protected.result.column(name).title for name in ("whole", "share", "pcns")]
    people = frame[(frame["of"] == "people") & frame["people"].notna()]
    title = "What plans and strategies say, beside the people registered here"
    if len(people) and not protected.result.narrowed:
        row = people.loc[people["people"].idxmax()]
        title = (
            f"{row['figure']}: {row['published']} by the plans, "
            f"{count(row['people'])} registered here"
        )
    return figure(
        protected,
        title,
        None,
        title,
        table=words.drop(columns=drop),
        note="Plans speak of residents, the list of registered people; a part of a "
        "place has fewer.",
    )


def _here(row: dict[str, object]) -> str:
    """What is counted here, as people read it: PCNs, people, or people and their
    share."""
    of, people = row["of"], float(str(row["people"]))
    if of == "pcns":
        return count(float(str(row["pcns"])))
    if people != people:
        return HIDDEN
    share = "" if of == "people" else f" ({percent(float(str(row['share'])), 1)})"
    return f"{count(people)}{share}"
