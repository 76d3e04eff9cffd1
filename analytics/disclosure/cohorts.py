"""Which fixed cohorts a meeting may ask about.

Whoever may fix cohorts could fix two that differ by one person, and see in what is
shown of both what that person does. So of the cohorts, in the order in which they were
fixed, a meeting may ask about the first few that part people into no small group: each
part of those allowed, and who is in none of them, is of nobody or of as many people as
are shown where somebody chose them. `tests/disclosure/test_attack_cohorts.py` plays the
attacker.
"""

from collections import Counter

from analytics.disclosure.protected import HIDDEN_UP_TO_WHERE_NARROWED
from analytics.errors import InputError
from analytics.measures.cohorts.members import persons_of
from analytics.store import cohorts
from analytics.store.dataset import Dataset

MOST = 2  # with each further one what is shown of all closes in on their parts
LEAST = HIDDEN_UP_TO_WHERE_NARROWED + 1


def for_meetings(dataset: Dataset) -> tuple[str, ...]:
    """The names of the cohorts that a meeting may ask about, the first fixed first."""
    everybody = dataset.manifest.rows("patients") or max(
        (dataset.span(kind).people for kind in dataset.kinds), default=0
    )
    allowed: dict[str, frozenset[int]] = {}
    for one in cohorts.in_order(dataset):
        if len(allowed) == MOST:
            break
        try:
            people = frozenset(persons_of(dataset, one))
        except InputError:
            continue  # of another key: told where it is chosen
        if parts_of_many([*allowed.values(), people], everybody):
            allowed[one.name] = people
    return tuple(allowed)


def parts_of_many(groups: list[frozenset[int]], everybody: int) -> bool:
    """Whether groups part people into nobody or many, each part and who is in none."""
    held = [(person, n) for n, group in enumerate(groups) for person in group]
    belongs: dict[int, int] = {}
    for person, number in held:
        belongs[person] = belongs.get(person, 0) | 1 << number
    sizes = Counter(belongs.values())
    sizes[0] = max(everybody - len(belongs), 0)
    return all(size == 0 or size >= LEAST for size in sizes.values())
