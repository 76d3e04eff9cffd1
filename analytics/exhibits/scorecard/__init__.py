"""What the page of the national scorecard shows: a month's metrics, each with its
course, and by group. Each is asked about a `Wanted`."""

from dataclasses import replace

from analytics.definitions.event_kinds import kinds_with_rule
from analytics.definitions.filters import Filters
from analytics.definitions.scorecard import METRICS
from analytics.definitions.scorecard import metric as metric_of
from analytics.definitions.scorecard.splits import SPLITS, split_of
from analytics.disclosure import Gate
from analytics.disclosure.cohorts import for_meetings
from analytics.disclosure.meeting import coarse_cohort
from analytics.exhibits.exhibit import ON_SCREEN, Exhibit, Page, Telling
from analytics.figures.scorecard import by_group as groups
from analytics.figures.scorecard import card as cards
from analytics.figures.scorecard import course as courses
from analytics.measures.scorecard import by_group, card, course
from analytics.measures.scorecard.wanted import CASELOAD, Wanted
from analytics.store.dataset import Dataset

SAME_MONTH = (
    "In the meeting view the month is the last of the window, so that no two months "
    "can "
    "be told apart by asking often."
)


def usual(gate: Gate) -> Wanted:
    """What the page starts with: the caseload where there is one, else the people who
    attend most; the last whole month."""
    there = [kind for kind in kinds_with_rule() if kind in gate.dataset.kinds]
    kind = (there or list(kinds_with_rule()))[0]
    if gate.dataset.has("caseload"):
        return Wanted(CASELOAD, None, kind)
    return Wanted(coarse_cohort("")[0], None, kind)


def coarse(
    wanted: Wanted, dataset: Dataset, filters: Filters
) -> tuple[Wanted, tuple[str, ...]]:
    """The nearest that a meeting may ask, and a sentence for each thing changed: a
    cohort that is published, or a fixed one that parts people into no small group,
    whole and never within a place; and the month in which the window ends."""
    whole = () if filters.narrowed else for_meetings(dataset)
    changed: tuple[str, ...] = ()
    cohort = wanted.cohort
    if cohort not in whole:
        cohort, changed = coarse_cohort(cohort)
    if wanted.month is not None:
        changed = (*changed, SAME_MONTH)
    return replace(wanted, cohort=cohort, month=None), changed


def for_meeting(gate: Gate, wanted: Wanted, *more: object) -> tuple[object, ...]:
    """As an exhibit's `for_meeting`."""
    return (coarse(wanted, gate.dataset, gate.filters)[0], *more)


def _with_rule(dataset: Dataset, wanted: Wanted, *more: object) -> bool:
    return wanted.setting in dataset.kinds or wanted.cohort == CASELOAD


CARD = Exhibit(
    "scorecard",
    "What do we report this month, and what was to be expected?",
    asks=lambda wanted: [(card.card, wanted)],
    draws=lambda found, wanted, look: cards.card(found, look),
    height=None,
    table_open=True,
    applies=_with_rule,
    for_meeting=for_meeting,
)
COURSE = Exhibit(
    "scorecard_course",
    "How did it go month by month, and how would it have gone anyway?",
    asks=lambda wanted, metric: [(course.course, wanted, metric)],
    draws=lambda found, wanted, metric, look: courses.course(
        found, metric_of(metric), look
    ),
    height=300,
    applies=_with_rule,
    for_meeting=for_meeting,
)
GROUPS = Exhibit(
    "scorecard_groups",
    "Whom is it of?",
    asks=lambda wanted, metric, split: [(by_group.by_group, wanted, metric, split)],
    draws=lambda found, wanted, metric, split, look: groups.by_group(
        found, metric_of(metric), split_of(split), look
    ),
    height=None,
    applies=_with_rule,
    for_meeting=for_meeting,
)
DEFINED = Exhibit(
    "scorecard_defined",
    "What exactly is counted?",
    asks=lambda wanted: [(card.card, wanted)],
    draws=lambda found, wanted, look: cards.definitions(found),
    where=ON_SCREEN,
    applies=_with_rule,
    for_meeting=for_meeting,
)

PAGE = Page("scorecard", "Scorecard", (CARD, COURSE, GROUPS, DEFINED))
TITLES: dict[str, str] = {one.slug: one.name for one in METRICS if one.kind}
SPLIT_TITLES: dict[str, str] = {one.slug: one.title.capitalize() for one in SPLITS}


def opens_with(gate: Gate) -> list[Telling]:
    """What the page shows at a desk while nothing is chosen."""
    wanted, metric, split = usual(gate), next(iter(TITLES)), next(iter(SPLIT_TITLES))
    return [
        (CARD, (wanted,)),
        (COURSE, (wanted, metric)),
        (GROUPS, (wanted, metric, split)),
    ]
