"""Every damage there is, by group."""

from dataclasses import replace

from tests.damage.damage import Damage
from tests.damage.kinds import (
    dates,
    files,
    folders,
    id_columns,
    ids,
    joins,
    names,
    repeats,
    status,
    texts,
    times,
    values,
    windows,
    workbooks,
)

# In the order in which they are done where several are: rows are taken away before
# others are counted, and headers change last.
_GROUPS = {
    "Windows": windows.DAMAGES,
    "Attended or not": status.DAMAGES,
    "Who is one person": ids.DAMAGES + id_columns.DAMAGES,
    "When: dates": dates.DAMAGES,
    "When: times of day": times.DAMAGES,
    "Joins": joins.DAMAGES,
    "Names": names.DAMAGES,
    "Values": values.DAMAGES,
    "Same event or not": repeats.DAMAGES,
    "Text files": texts.DAMAGES,
    "Workbooks": workbooks.DAMAGES,
    "Files of other kinds": files.DAMAGES,
    "Folders and several files": folders.DAMAGES,
}
GROUPS: dict[str, tuple[Damage, ...]] = {
    group: tuple(replace(one, group=group) for one in damages)
    for group, damages in _GROUPS.items()
}
DAMAGES: tuple[Damage, ...] = tuple(one for group in GROUPS.values() for one in group)
