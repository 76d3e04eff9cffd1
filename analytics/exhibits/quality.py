"""What the page of quality shows: can these data be trusted, and what does each flaw do
to the answers?"""

from analytics.disclosure import Gate
from analytics.exhibits.exhibit import AT_A_DESK, Exhibit, Page, Telling
from analytics.figures.quality import extracts, heat_maps
from analytics.figures.quality import tables as figures
from analytics.measures.over_time import coverage as loaded
from analytics.measures.quality import codes, joins, levels, months
from analytics.measures.quality.coverage import coverage, place_months
from analytics.measures.quality.fields import completeness
from analytics.measures.quality.findings import findings

FINDINGS = Exhibit(
    "findings",
    "What is there to know before trusting these figures?",
    asks=lambda: [(findings,)],
    draws=lambda found, look: figures.findings(found),
    table_open=True,
)
FILLED = Exhibit(
    "filled",
    "Which fields are filled, month by month?",
    asks=lambda kind: [(completeness, kind)],
    draws=lambda found, kind, look: heat_maps.completeness(found, look),
    height=None,
)
FILLED_AT = Exhibit(
    "filled_at",
    "Which fields are filled, practice by practice?",
    asks=lambda kind: [(completeness, kind, "practice")],
    draws=lambda found, kind, look: heat_maps.completeness(found, look),
    height=None,
)
ACCOUNTS = Exhibit(
    "accounts",
    "Is every row accounted for?",
    asks=lambda: [(loaded.accounts,)],
    draws=lambda found, look: extracts.accounts(found),
    applies=lambda dataset: bool(dataset.manifest.accounts),
)
LEFT_OUT = Exhibit(
    "left_out",
    "Which rows were left out, and why?",
    asks=lambda: [(loaded.left_out,)],
    draws=lambda found, look: extracts.left_out(found),
    table_open=True,
)
CODES = Exhibit(
    "codes",
    "Which codes say little?",
    asks=lambda: [(codes.codes,)],
    draws=lambda found, look: figures.codes(found),
    table_open=True,
)
WARNINGS = Exhibit(
    "warnings",
    "What did loading warn of?",
    asks=lambda: [(codes.warnings,)],
    draws=lambda found, look: figures.warnings(found),
    table_open=True,
)
MESSAGES = Exhibit(
    "messages",
    "What did loading say in full?",
    asks=lambda: [(codes.warnings,)],
    draws=lambda found, look: figures.messages(found),
    where=AT_A_DESK,
)
MONTHS = Exhibit(
    "months",
    "Which months are whole?",
    asks=lambda: [(months.months,)],
    draws=figures.months,
    height=None,
)
PLACES = Exhibit(
    "places",
    "Which practices and sites are missing from some months?",
    asks=lambda kind, unit: [
        (coverage, kind, unit),
        (place_months, kind, unit),
    ],
    draws=lambda whole, cells, kind, unit, look: heat_maps.coverage(whole, cells, look),
    height=None,
)
LEVELS = Exhibit(
    "levels",
    "Where did the level of an extract change suddenly?",
    asks=lambda: [(levels.level_changes,)],
    draws=lambda found, look: figures.level_changes(found),
    table_open=True,
)
JOINS = Exhibit(
    "joins",
    "Do the ids of the extracts join?",
    asks=lambda: [(joins.joins,)],
    draws=lambda found, look: figures.joins(found),
    table_open=True,
)

PAGE = Page(
    "quality",
    "Quality",
    (
        FINDINGS,
        FILLED,
        FILLED_AT,
        ACCOUNTS,
        LEFT_OUT,
        CODES,
        WARNINGS,
        MESSAGES,
        MONTHS,
        PLACES,
        LEVELS,
        JOINS,
    ),
)


def opens_with(gate: Gate) -> list[Telling]:
    """What the page shows while nothing is chosen."""
    return [
        (FINDINGS, ()),
        *((FILLED, (kind,)) for kind in gate.dataset.kinds_with_rule),
    ]
