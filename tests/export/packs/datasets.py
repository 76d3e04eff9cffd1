"""Small datasets of many sorts, from each of which a pack must be made.

Each is a small world (`tests.support.world`) with something done to it, loaded the
product's own way, and the filters that a pack is asked for under.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.export.packs.worlds import (
    CONTROL,
    LONG,
    ODD,
    ae,
    ae_without,
    all_planned,
    apart,
    between,
    caseload_of_strangers,
    few_on_caseload,
    gap,
    many_practices,
    minimal,
    named,
    of_few,
    of_people,
    one_practice,
    other_years,
    practices,
    shifted,
    usual,
    without,
)
from tests.support.world import World


@dataclass(frozen=True)
class Sort:
    """One sort of dataset. made: its extracts. filters: those a pack is asked under;
    place: the level of which the place of practice P1 is chosen besides."""

    name: str
    made: Callable[[], World]
    filters: dict = field(default_factory=dict)
    place: str = ""


NOBODY_OFTEN = {"ae_more_than": 900, "gp_more_than": 900}
EVERYBODY_OFTEN = {"ae_more_than": 0, "gp_more_than": 0}
SORTS = (
    Sort("everything", usual),
    Sort("eight-days", lambda: between("2024-03-11", "2024-03-18")),
    Sort("one-day", lambda: between("2024-03-21", "2024-03-21")),
    Sort("two-months", lambda: between("2024-02-01", "2024-03-31")),
    Sort("a-year", lambda: between("2023-07-01", "2024-06-30")),
    Sort("thirteen-months", lambda: between("2023-06-01", "2024-06-30")),
    Sort("hole", lambda: gap("2024-01-01", "2024-02-29")),
    Sort("ae-ends-early", lambda: between("2021-01-01", "2024-03-31", ("ae",))),
    Sort("other-years", other_years),
    Sort("few-people", lambda: of_people(6)),
    Sort("one-person", lambda: of_people(1)),
    Sort("all-hidden", lambda: of_few(5)),
    Sort("one-practice", one_practice),
    Sort("many-practices", many_practices),
    Sort("gp-only", lambda: without("ae")),
    Sort("ae-only", lambda: without("gp")),
    Sort("no-list", lambda: without("patients")),
    Sort("no-caseload", lambda: without("caseload")),
    Sort("no-areas", lambda: without("areas")),
    Sort("no-practices", lambda: without("practices")),
    Sort("bare-ae", lambda: minimal("ae")),
    Sort("bare-gp", lambda: minimal("gp")),
    Sort("bare-both", lambda: minimal("gp", "ae")),
    Sort("control-characters", lambda: named(CONTROL), place="practice"),
    Sort("odd-names", lambda: named(ODD), place="pcn"),
    Sort("long-names", lambda: named(LONG), place="pcn"),
    Sort("one-name-for-all", lambda: practices(name="The Surgery", pcn="North PCN")),
    Sort("costs-unknown", lambda: ae(cost_gbp=None)),
    Sort("no-cost", lambda: ae_without("cost_gbp", "departed_at")),
    Sort("vast-costs", lambda: ae(cost_gbp=9_000_000.0)),
    Sort("no-reasons", lambda: ae(diagnosis_code="", diagnosis_term="")),
    Sort("odd-reasons", lambda: ae(diagnosis_code="", diagnosis_term=ODD[0])),
    Sort("strangers", apart),
    Sort("few-on-caseload", few_on_caseload),
    Sort("caseload-of-strangers", caseload_of_strangers),
    Sort("planned-alone", all_planned),
    Sort("long-ago", lambda: shifted(-30)),
    Sort("a-place", usual, place="pcn"),
    Sort("nobody-often", usual, NOBODY_OFTEN),
    Sort("everybody-often", usual, EVERYBODY_OFTEN),
    Sort("nobody-left", usual, {"age_from": 119}),
    Sort("first-year", usual, {"as_at": "2021-06-30"}),
)
