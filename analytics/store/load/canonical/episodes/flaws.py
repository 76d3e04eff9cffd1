"""What cannot be meant in episodes and spells: told with rows of the file, nothing is
left out for it."""

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from analytics.errors import Problem
from analytics.extract.cells.checks import some_of
from analytics.extract.temp_table import TempTable
from analytics.store.load.canonical import event_times_sql
from analytics.store.load.canonical.episodes.joined import EPISODES
from analytics.store.load.canonical.events import EVENTS
from analytics.store.load.canonical.left_out.rows import moved
from analytics.store.load.canonical.people_ids import IDS
from analytics.store.load.canonical.staging import Staged

FLAWED = TempTable(
    "flawed_{table}",
    "an episode or event with a flaw, by its person and time",
    ("flaw", "person", "moment"),
)
SHOWN = 3  # example rows


@dataclass(frozen=True)
class Flaw:
    """A flaw of episodes or events. rule: of its problem; found, with {rows} of {one}
    or {many}; remedy. column: the field whose header is named."""

    rule: str
    found: str
    remedy: str
    column: str


OUT_OF_ORDER = Flaw(
    "episodes_out_of_order",
    "The numbers of {rows} say another order than their days; taken in the order of "
    "the numbers.",
    "Check the days of these episodes if the first diagnosis or the last specialty of "
    "a spell matters.",
    "episode_number",
)
MISSING = Flaw(
    "episodes_missing",
    "Before {rows} an episode of the same spell is missing by its number, so the spell "
    "may lack diagnoses, procedures and costs.",
    "Export all episodes of a spell, those that began before the first month too.",
    "episode_number",
)
NUMBER_AGAIN = Flaw(
    "spell_number_again",
    "{rows} have a number of their spell that stands in another spell of the same "
    "person too; each counts by itself.",
    "Check that the column is the number of the spell, and not of the person.",
    "spell_id",
)
OPEN = Flaw(
    "spells_open",
    "{rows} have no discharge: counted as in hospital up to the last day of the "
    "extract.",
    "Nothing to do for people who are still there; correct the discharges of others at "
    "the source, or their days in hospital are too many.",
    "discharged_at",
)
OVERLAP = Flaw(
    "spells_overlap",
    "{rows} begin while the same person is in hospital in another spell; each counts, "
    "with its own days.",
    "Check these admissions and discharges, and whether ids are one person's.",
    "admitted_at",
)
OF_EPISODES = (OUT_OF_ORDER, MISSING, NUMBER_AGAIN)
OF_EVENTS = (OPEN, OVERLAP)


def of_episodes(con: DuckDBPyConnection, staged: Staged) -> None:
    """Make `FLAWED` of the labelled episodes."""
    told, table = staged.kind.episodes, staged.table
    if told is None:
        return
    episodes, number = EPISODES.of(table), told.number
    whole = "OVER (PARTITION BY s ORDER BY n)"
    step = f"{number} - coalesce(lag({number}) {whole}, 0)"
    again = "SELECT number FROM {0} WHERE number IS NOT NULL GROUP BY person, number "
    again += "HAVING min(s) <> max(s)"
    found = {
        OUT_OF_ORDER: f"SELECT *, begins < lag(begins) {whole} AS flawed FROM "
        f"{episodes}",
        MISSING: f"SELECT *, {number} IS NOT NULL AND {step} > 1 AS flawed FROM "
        f"{episodes}",
        NUMBER_AGAIN: f"SELECT *, number IN ({again.format(episodes)}) AND n = 1 "
        f"AS flawed FROM {episodes}",
    }
    FLAWED.make(
        con,
        " UNION ALL ".join(
            f"SELECT '{flaw.rule}' AS flaw, person, moment FROM ({rows}) WHERE flawed"
            for flaw, rows in found.items()
        ),
        table,
    )


def told(con: DuckDBPyConnection, staged: Staged) -> list[Problem]:
    """A warning for each flaw of the episodes and of the events made of them."""
    table, source = staged.table, staged.source
    events, episodes = EVENTS.of(table), staged.kind.episodes
    if episodes is None or staged.kind.second is None:
        return []
    before = "OVER (PARTITION BY person ORDER BY moment, second NULLS LAST ROWS "
    before += "BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
    second = staged.kind.table.field(staged.kind.second.field)
    ends = any(source.has(name) for name in (second.name, second.day))
    known = "CASE WHEN minutes IS NOT NULL THEN second::DATE END"
    con.execute(
        f"INSERT INTO {FLAWED.of(table)} "
        f"SELECT '{OPEN.rule}', person, moment FROM {events} WHERE second IS NULL "
        f"AND {ends} "
        f"UNION ALL SELECT '{OVERLAP.rule}', person, moment FROM (SELECT *, "
        f"max({known}) {before} AS until FROM {events}) WHERE moment::DATE < until"
    )
    found = con.execute(
        f"SELECT flaw, count(*) FROM {FLAWED.of(table)} GROUP BY 1"
    ).fetchall()
    if not found:
        return []
    rows = dict(found)
    ((of_events, of_episodes),) = con.execute(
        f"SELECT count(*), sum({episodes.count})::BIGINT FROM {events}"
    ).fetchall()
    shown = _examples(con, staged)
    problems = []
    for flaw in (*OF_EPISODES, *OF_EVENTS):
        if number := rows.get(flaw.rule):
            whole = of_events if flaw in OF_EVENTS else of_episodes
            called = staged.kind.many if flaw in OF_EVENTS else episodes.many
            some = some_of(number, whole).replace("rows", called)
            said = flaw.found.format(rows=some)
            problems.append(
                Problem(
                    flaw.rule,
                    said[:1].upper() + said[1:],
                    flaw.remedy,
                    file=source.label,
                    column=_header(staged, flaw.column),
                    rows=number,
                    examples=shown.get(flaw.rule, ()),
                    stops=False,
                )
            )
    return problems


def _header(staged: Staged, name: str) -> str:
    """What the file calls a field, or the day that it is made of."""
    source, field = staged.source, staged.kind.table.field(name)
    return source.header(field.day if source.has(field.day) else name)


def _examples(con: DuckDBPyConnection, staged: Staged) -> dict[str, tuple[int, ...]]:
    """flaw -> the first rows of the files that have it; the files are read again."""
    source, kind = staged.source, staged.kind
    join, row = moved(con, source)
    timed = event_times_sql.timed(source, kind, numbered=True)
    found = con.execute(
        f"SELECT f.flaw, min(DISTINCT {row}, {SHOWN}) FROM (SELECT file_no, row_no, "
        f"moment, patient_id FROM ({timed}) WHERE moment IS NOT NULL) l "
        f"JOIN {IDS.of()} i ON l.patient_id = i.raw JOIN (SELECT DISTINCT * FROM "
        f"{FLAWED.of(staged.table)}) f ON f.person = i.person AND f.moment = l.moment "
        f"{join} GROUP BY 1"
    ).fetchall()
    return {flaw: tuple(sorted(set(rows))) for flaw, rows in found}
