"""Access on a map: what each small area has within reach."""

from dataclasses import replace

import pandas as pd

from analytics.definitions.words import count, rate
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.places.map_bands import bands
from analytics.figures.places.map_deck import deck, rgba
from analytics.figures.services.access_words import finding, hidden
from analytics.figures.services.near import HOW, NO_SERVICES
from analytics.figures.services.outlines import feature, service_mark
from analytics.figures.theme import Look
from analytics.geography.boundaries import Boundaries, box_of
from analytics.measures.services.access import Within

STRONG = 235  # of 255: how strongly an area is filled


def access_map(
    found: Protected,
    there: Protected,
    within: Within,
    lines: Boundaries | None,
    look: Look,
) -> Figure:
    """Areas coloured by what they have within reach, those with nothing apart; there:
    the services."""
    table = found.table
    if table.empty:
        return nothing(
            found,
            "No small area with residents and a place is known",
            "Load the small areas with their residents, and their outlines.",
        )
    if there.table.empty:
        return nothing(found, NO_SERVICES, HOW)
    title = finding(found, within)
    chart = _chart(found, there, within, lines, look) if lines else None
    fig = figure(found, title, chart, _alt(title, within), note=hidden(found))
    credit = lines.credit if lines else ""
    return replace(fig, source=" ".join(p for p in (fig.source, credit) if p))


def _chart(
    found: Protected,
    there: Protected,
    within: Within,
    lines: Boundaries,
    look: Look,
) -> object:
    table = found.table
    scale = bands(table.loc[table["share"] > 0, "share"])
    many = len(scale.edges) >= 4
    ramp = look.ramp if many else (look.ramp[0], look.ramp[2], look.ramp[4])
    rows = {row["place"]: row for row in table.to_dict("records")}
    shapes, inside, lacking = [], [], False
    for code, shape in lines.shapes.items():
        row = rows.get(code)
        if row is None:
            fill, tip = [0, 0, 0, 0], lines.names[code]
        elif row["near"] == 0:
            fill, tip, lacking = rgba(look.hidden, STRONG), _tip(row, found), True
        else:
            fill = rgba(ramp[scale.of(row["share"])], STRONG)
            tip = _tip(row, found)
        if row is not None:
            inside.append(shape)
        shapes.append(feature(shape, tip, fill, rgba(look.quiet, 110), code))
    marks = [
        service_mark(row, "●", look)
        for row in there.table.to_dict("records")
        if pd.notna(row["lat"])
    ]
    key = [("■", ramp[i], scale.words(i)) for i in range(len(scale.edges))]
    key += [("■", look.hidden, "nothing near")] if lacking else []
    key += [("●", look.text, "service")]
    return deck(shapes, marks, key, box_of(inside or lines.shapes.values()), look)


def _tip(row: dict, found: Protected) -> str:
    column = found.result.column
    who = found.hidden_in_words if pd.isna(row["people"]) else count(row["people"])
    said = [
        str(row["name"]),
        f"{column('share').title}: {rate(row['share'])}",
        f"{column('near').title}: {count(row['near'])}",
        f"Residents: {count(row['residents'])}",
        f"{column('people').title}: {who}",
    ]
    if pd.notna(row["nearest"]):
        said.insert(2, f"Nearest: {rate(row['nearest'])} km")
    return "\n".join(said)


def _alt(title: str, within: Within) -> str:
    return (
        f"Map of small areas. {title}. Darker or brighter blue means more within "
        f"{within.reach:g} km a head; grey means nothing. The numbers are in the table."
    )
