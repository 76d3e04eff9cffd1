"""What each exhibit can be asked about on a dataset, as its page asks it."""

from dataclasses import replace
from inspect import signature
from itertools import product

from analytics.definitions.outcomes import published
from analytics.disclosure import Gate
from analytics.exhibits import (
    answers,
    neighbourhoods,
    over_time,
    places,
    savings,
    scorecard,
    services,
    support,
    who_next,
)
from analytics.exhibits.exhibit import Exhibit, Page
from analytics.exhibits.neighbourhoods import need
from analytics.exhibits.population import by_segment
from analytics.exhibits.usual_question import usual
from analytics.measures.cohorts.askable import default_day
from analytics.measures.cohorts.counted import Draft
from analytics.measures.comparing.compare_with import choices
from analytics.measures.indicators.panels import there_are
from analytics.measures.places import by_place
from analytics.measures.places.practice_choice import PracticeChoice
from analytics.measures.population import rates
from analytics.measures.population.fairness_counted import OFTEN, counted_by
from analytics.measures.population.groups import GROUPS
from analytics.measures.services import look_from
from analytics.measures.services.access import REACH, Within
from analytics.measures.services.finder import Asked
from analytics.measures.who import overlap
from analytics.measures.who.list_choice import ListChoice
from analytics.store.cohorts import saved
from analytics.worklist.lists_kept import kept

DESIGN = neighbourhoods.Design(neighbourhoods.Rules(5, 0.2))


def abouts(gate: Gate, page: Page, exhibit: Exhibit) -> list[tuple]:
    """The questions that a page asks of one of its exhibits; none of those that are
    asked about another version."""
    named = list(signature(exhibit.asks).parameters)
    if not named:
        return [()]
    if named == ["draft"]:
        return [(Draft("age >= 65", default_day(gate.dataset)),)]
    if named == ["cohort"]:
        return [(name,) for name in list(saved(gate.dataset))[:1]]
    if named == ["of"]:
        caseload = ["caseload"] if gate.dataset.has("caseload") else []
        fixed = list(saved(gate.dataset))[:1]
        return [(of,) for of in ("rule", *caseload, *fixed)]
    if named == ["outcomes"]:
        return [(published(),)]
    if named == ["outcome", "together"]:
        return [(one, 3) for one in published()[:2]]
    if named == ["question"]:
        return [(usual(gate),)]
    if "programme" in named:
        asked, programme = answers.programme_of(gate)
        return [(usual(gate), programme), (asked, programme)]
    if "scenario" in named:
        return [(usual(gate), savings.SCENARIO)]
    if named[0] == "asked":
        start = next(iter(gate.know(look_from.practices).values()), None)
        asked = Asked(start, services.today())
        return [(asked, *[gate.dataset.boundaries for _ in named[1:]])]
    if "now" in named:
        return [(gate.dataset, neighbourhoods.within_now(gate))]
    if named == ["design"]:
        if not neighbourhoods.drawable(gate.dataset):
            return [(DESIGN,)]
        code, beside = next(iter(neighbourhoods.beside(gate, DESIGN).items()))
        return [(replace(DESIGN, moves=((code, beside[0]),)),)]
    if named == ["score"]:
        return [(need.for_meeting(gate, need.usual(gate)),)]
    if "sight" in named:
        return [(gate.dataset, need.sight_of(gate, need.usual(gate)))]
    if named == ["one"] and exhibit is neighbourhoods.NEED_DRIVERS:
        return [(need.area_of(gate, need.usual(gate)),)]
    if "sketch" in named:
        if gate.dataset.boundaries is None:
            return [(gate.dataset, None)]
        sketch = neighbourhoods.draw(gate, DESIGN, lambda step, done: None)
        return [(gate.dataset, sketch)]
    if "within" in named:
        within = Within("", REACH, services.today())
        outline = [gate.dataset.boundaries] if "outline" in named else []
        return [(answers.rule_of(gate), within, *outline)]
    if named == ["on"]:
        return [(services.today(),)]
    if "lines" in named:
        level = next(iter(by_place.AREA_LEVELS))
        return [(answers.rule_of(gate), level, places.outlines(gate, level))]
    if named == ["rule", "choice"]:
        return [(answers.rule_of(gate), PracticeChoice())]
    if "rule" in named:
        return [(answers.rule_of(gate),)]
    if named[0] == "wanted":
        more = {"metric": "ae_type_1", "split": "age_group"}
        return [(scorecard.usual(gate), *[more[name] for name in named[1:]])]
    if named == ["indicator"]:
        return [(name,) for name in list(gate.know(there_are))[:2]]
    if named == ["one", "other"]:
        return list(overlap.pairs(gate.dataset))
    if named == ["posts"]:
        return [(support.posts_of(gate),)]
    if named == ["choice"]:
        return [(ListChoice(kind),) for kind in gate.dataset.kinds_with_rule]
    if named == ["kind", "level"]:
        every = product(gate.dataset.kinds_with_rule, rates.TITLES)
        return list(every)
    if named == ["kind", "what", "by"]:
        return [
            (kind, what, by)
            for kind in gate.dataset.kinds_with_rule
            for what in counted_by(gate.dataset, kind)
            for by in (GROUPS if what == OFTEN else list(GROUPS)[:1])
        ]
    if "lists" in named:
        return [(kind, kept(gate.dataset)) for kind in gate.dataset.kinds_with_rule]
    if page is who_next.PAGE:
        return _of_risk(gate, named)
    if named == ["kind", "group"]:
        return list(product(gate.dataset.kinds_with_rule, over_time.groups))
    if named == ["by"]:
        return [(by,) for by in GROUPS]
    if named == ["parted"]:
        return [(by,) for by in by_segment.parted_by(gate.dataset).values()]
    if named == ["key"]:
        return [(key,) for key in list(dict(gate.know(choices)))[:2]]
    return (
        [(kind,) for kind in gate.dataset.kinds_with_rule] if named == ["kind"] else []
    )


def _of_risk(gate: Gate, named: list[str]) -> list[tuple]:
    """Of each service, for the group that its page opens with."""
    first, capacity = next(iter(who_next.GROUPS)), who_next.CAPACITIES[0]
    found = []
    for kind in gate.dataset.kinds_with_rule:
        known = {
            "kind": kind,
            "group": first,
            "capacity": capacity,
            "asked": who_next.programme(gate, kind),
        }
        for by in who_next.BY if "by" in named else [""]:
            found.append(tuple((known | {"by": by})[name] for name in named))
    return found
