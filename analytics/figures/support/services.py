"""Which services people were put in touch with, and which nobody was."""

from dataclasses import replace

from analytics.definitions.words import count, counted, people
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes.bars_in_rows import bars_in_rows
from analytics.figures.support.why import shown_rows
from analytics.figures.theme import Look
from analytics.measures.support.services_used import ELSEWHERE

MOST = 9  # bars; the table has all


def services(protected: Protected, look: Look) -> Figure:
    """A bar for each service that most were put in touch with."""
    table = protected.table
    if (table["people"] == 0).all():
        return nothing(protected, "Nobody was put in touch with a service yet")
    frame = shown_rows(protected, "people", "service")
    frame = frame[frame["people"] > 0]
    if frame.empty:
        return nothing(protected, protected.too_few("which services", "people"))
    used = int((table["people"].isna() | (table["people"] > 0)).sum())
    first = frame.iloc[0]
    title = f"{first['service']} is used most, for {people(first['people'])}"
    if not (protected.aggregate and protected.result.narrowed):
        title += f"; {counted(used, 'service is', 'services are')} used"
    note = ""
    if len(frame) > MOST:
        note = f"The {MOST} most used; the numbers have all."
    if (strange := int((table["category"] == ELSEWHERE).sum())) > 0:
        said = counted(strange, "service")
        note += f" {said} of the caseload {'is' if strange == 1 else 'are'} not in the "
        note += "directory."
    words = protected.in_words()
    some = (table["people"].isna() | (table["people"] > 0)).to_numpy()
    return figure(
        protected,
        title,
        bars_in_rows(frame.head(MOST), "service", "people", look),
        f"A bar for each service. {title}.",
        note=note.strip(),
        table=words[some].reset_index(drop=True),
    )


def unused(protected: Protected, look: Look) -> Figure | None:
    """The services of the directory with which nobody was put in touch, as a list;
    None without a directory."""
    table = protected.table
    known = table[table["category"] != ELSEWHERE]
    if known.empty:
        return None
    none = (table["people"] == 0).to_numpy() & (table["category"] != ELSEWHERE)
    if not none.any():
        hidden = protected.hidden["people"].any() if protected.aggregate else False
        said = "Every service of the directory has been used"
        if hidden and protected.result.narrowed:
            said = protected.too_few("which services nobody uses", "people")
        return replace(nothing(protected, said), name="services_unused")
    number = int(none.sum())
    title = (
        f"{count(number)} of {count(len(known))} services in the directory "
        f"{'was' if number == 1 else 'were'} used for nobody"
    )
    fig = figure(
        protected,
        title,
        None,
        f"A list. {title}.",
        table=protected.in_words()[none].iloc[:, :2].reset_index(drop=True),
        note="Closed, full, not known to the team, or not needed: only asking tells.",
    )
    return replace(fig, name="services_unused")
