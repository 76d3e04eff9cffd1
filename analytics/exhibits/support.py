"""What the page of support shows: what happens after somebody is picked."""

from analytics.definitions.event_kinds import GP
from analytics.disclosure import Gate, Protected
from analytics.exhibits.exhibit import AT_A_DESK, Exhibit, Page, Telling
from analytics.figures.support import (
    flow as flows,
)
from analytics.figures.support import (
    months,
    roles,
    services,
    standing,
    why,
    work,
)
from analytics.figures.theme import Look
from analytics.measures.support import (
    arrs,
    by_month,
    each_person,
    flow,
    reasons,
    roles_around,
    services_used,
    workload,
)
from analytics.measures.support import standing as stands
from analytics.measures.support import waits as waiting
from analytics.store.dataset import Dataset


def posts_of(gate: Gate) -> float:
    """How many full-time posts there are until somebody says: as many as coordinators
    took somebody on in the window, and one at least."""
    return float(max(gate.know(workload.on_the_rota), 1))


def _caseload(dataset: Dataset, *about: object) -> bool:
    return dataset.has("caseload")


def _both(dataset: Dataset, *about: object) -> bool:
    return dataset.has("caseload") and GP in dataset.kinds_with_rule


def _load(found: Protected, posts: float, look: Look):
    return work.load(found, posts, look)


STANDING = Exhibit(
    "standing",
    "Where do those who were offered support stand?",
    asks=lambda: [(stands.standing,)],
    draws=standing.standing,
    height=None,
    applies=_caseload,
)
WAITS = Exhibit(
    "waits",
    "How long is it from referral to start, and who waits now?",
    asks=lambda: [(waiting.waits,)],
    draws=standing.waits,
    height=280,
    applies=_caseload,
)
REASONS = Exhibit(
    "why_referred",
    "Why are people referred?",
    asks=lambda: [(reasons.reasons,)],
    draws=why.reasons,
    height=None,
    applies=_caseload,
)
FLOW = Exhibit(
    "support_flow",
    "From why, over what help, to how did it end?",
    asks=lambda: [(flow.flow,)],
    draws=flows.flow,
    height=None,
    applies=_caseload,
)
ENDINGS = Exhibit(
    "endings",
    "How does support end?",
    asks=lambda: [(each_person.endings,)],
    draws=why.endings,
    height=None,
    applies=_caseload,
)
SERVICES = Exhibit(
    "services_used",
    "Which services are people put in touch with?",
    asks=lambda: [(services_used.services_used,)],
    draws=services.services,
    height=None,
    applies=_caseload,
)
UNUSED = Exhibit(
    "services_unused",
    "Which services is nobody put in touch with?",
    asks=lambda: [(services_used.services_used,)],
    draws=services.unused,
    table_open=True,
    applies=_caseload,
)
WITHOUT = Exhibit(
    "needs_without",
    "For which needs was no service found?",
    asks=lambda: [(reasons.reasons,)],
    draws=why.needs_without,
    height=None,
    applies=_caseload,
)
EACH = Exhibit(
    "services_each",
    "How many services is each person put in touch with?",
    asks=lambda: [(each_person.services_each,)],
    draws=why.services_each,
    height=None,
    applies=_caseload,
)
PRACTICES = Exhibit(
    "support_by_practice",
    "Which practices refer, and whom do they reach?",
    asks=lambda: [(workload.by_practice,)],
    draws=work.practices,
    table_open=True,
    applies=_caseload,
)
LOAD = Exhibit(
    "support_load",
    "How many people does a full-time post help?",
    asks=lambda posts: [(workload.load, posts)],
    draws=_load,
    height=None,
    applies=_caseload,
)
COORDINATORS = Exhibit(
    "by_coordinator",
    "What does each coordinator carry?",
    asks=lambda: [(workload.by_coordinator,)],
    draws=work.coordinators,
    where=AT_A_DESK,
    table_open=True,
    applies=_caseload,
)
MONTHS = Exhibit(
    "offers_by_month",
    "Is the number of offers a month unusual?",
    asks=lambda: [(by_month.by_month,)],
    draws=months.months,
    height=320,
    applies=_caseload,
)
ARRS = Exhibit(
    "arrs_roles",
    "Which roles give how many appointments, and how many to frequent attenders?",
    asks=lambda: [(arrs.arrs,)],
    draws=roles.arrs,
    height=None,
    table_open=True,
    applies=lambda dataset: GP in dataset.kinds_with_rule,
)
AROUND = Exhibit(
    "roles_around",
    "Whom do people see before they are referred, and after?",
    asks=lambda: [(roles_around.roles_around,)],
    draws=roles.around,
    height=None,
    applies=_both,
)
GP_TIME = Exhibit(
    "gp_time",
    "Is a GP’s time freed?",
    asks=lambda: [(roles_around.roles_around,)],
    draws=roles.gp_time,
    height=None,
    applies=_both,
)

PAGE = Page(
    "support",
    "Support",
    (
        STANDING,
        WAITS,
        REASONS,
        FLOW,
        ENDINGS,
        SERVICES,
        UNUSED,
        WITHOUT,
        EACH,
        PRACTICES,
        LOAD,
        COORDINATORS,
        MONTHS,
        ARRS,
        AROUND,
        GP_TIME,
    ),
)


def story(gate: Gate) -> list[Telling]:
    """Its part of the story: where everybody stands, and why they were referred."""
    if not gate.dataset.has("caseload"):
        return []
    return [(STANDING, ()), (REASONS, ())]
