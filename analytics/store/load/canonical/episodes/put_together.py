"""The step of a load that makes events of episodes, and what it tells."""

from duckdb import DuckDBPyConnection

from analytics.definitions.event_kinds.episodes import HOW_JOINED
from analytics.definitions.words import counted
from analytics.errors import Problem
from analytics.store.load.canonical.episodes import flaws, joined
from analytics.store.load.canonical.episodes.joined import EPISODES
from analytics.store.load.canonical.events import EVENTS
from analytics.store.load.canonical.staging import Staged


def put_together(
    con: DuckDBPyConnection, staged: Staged, own: bool
) -> tuple[list[Problem], list[str]]:
    """Make the sorted events anew, one for each spell; what is wrong with them, and a
    note of how rows were put together.

    own: whether the numbers of the extract are those of its events.
    """
    kind, table = staged.kind, staged.table
    episodes = joined.label(con, staged, own)
    ((rows,),) = con.execute(f"SELECT count(*) FROM {episodes}").fetchall()
    flaws.of_episodes(con, staged)
    joined.join(con, staged)
    EPISODES.drop(con, table)
    ((events,),) = con.execute(f"SELECT count(*) FROM {EVENTS.of(table)}").fetchall()
    problems = flaws.told(con, staged)
    if kind.episodes is None or rows == events:
        return problems, []
    by = f"those with the same {staged.source.header(kind.number)} while they go on"
    if not own:
        by = "those of one person at one provider with the same admission"
    return problems, [
        f"{staged.source.label}: {counted(rows, 'row')} are "
        f"{counted(rows, kind.episodes.one)} of {counted(events, kind.one)} ({by}). "
        f"{HOW_JOINED}"
    ]
