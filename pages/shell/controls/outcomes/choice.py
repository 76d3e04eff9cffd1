"""The targets that there are, and which of them is shown month by month."""

from analytics.definitions.outcomes import Outcome
from analytics.exhibits.outcomes import for_a_meeting, there
from analytics.measures.outcomes.by_month import QUARTER
from pages.shell import keys
from pages.shell.controls.one_of import one_of_many
from pages.shell.faults import tell
from pages.shell.view import View


def targets_there(view: View) -> tuple[Outcome, ...]:
    """Every target that may be asked about. The faults of the file of one's own are
    told at a desk; its targets are left out then."""
    outcomes, faults = there(view.dataset)
    if view.aggregate:
        return for_a_meeting(view.gate, outcomes)
    tell(faults)
    return outcomes


def choose_target(view: View, outcomes: tuple[Outcome, ...]) -> tuple[Outcome, int]:
    """The target that is shown month by month, and how many months together."""
    titles = {one.name: one.title for one in outcomes}
    chosen = one_of_many("Month by month", titles, keys.TARGET)
    one = next(each for each in outcomes if each.name == chosen)
    return one, QUARTER if view.aggregate else 1
