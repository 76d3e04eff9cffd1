"""Every damage there is, by group."""

from dataclasses import replace

from tests.damage.damage import Damage
from tests.damage.kinds.files import (
    file_names,
    files,
    folders,
    headers,
    lines,
    odd_folders,
    open_quotes,
    rows_between,
    tabs,
    texts,
    whole_tabs,
    workbooks,
)
from tests.damage.kinds.people import (
    id_columns,
    ids,
    joins,
    names,
    placeholders,
    two_ids,
)
from tests.damage.kinds.records import (
    codes,
    repeats,
    sent_again,
    status,
    values,
    words,
)
from tests.damage.kinds.when import (
    births,
    dates,
    lost_dates,
    stays,
    times,
    windows,
)

# In the order in which they are done where several are: rows are taken away before
# others are counted, and headers change last.
_GROUPS = {
    "Windows": windows.DAMAGES,
    "Attended or not": status.DAMAGES,
    "Who is one person": ids.DAMAGES
    + placeholders.DAMAGES
    + id_columns.DAMAGES
    + two_ids.DAMAGES,
    "When: dates": dates.DAMAGES + lost_dates.DAMAGES + births.DAMAGES,
    "When: times of day": times.DAMAGES + stays.DAMAGES,
    "Joins": joins.DAMAGES + codes.DAMAGES,
    "Names": names.DAMAGES,
    "Values": values.DAMAGES + words.DAMAGES,
    "Same event or not": repeats.DAMAGES + sent_again.DAMAGES,
    "Text files": texts.DAMAGES
    + lines.DAMAGES
    + open_quotes.DAMAGES
    + rows_between.DAMAGES,
    "Workbooks": workbooks.DAMAGES + tabs.DAMAGES + whole_tabs.DAMAGES,
    "Files and headers": files.DAMAGES + file_names.DAMAGES + headers.DAMAGES,
    "Folders and several files": folders.DAMAGES + odd_folders.DAMAGES,
}
GROUPS: dict[str, tuple[Damage, ...]] = {
    group: tuple(replace(one, group=group) for one in damages)
    for group, damages in _GROUPS.items()
}
DAMAGES: tuple[Damage, ...] = tuple(one for group in GROUPS.values() for one in group)
