"""What is said of each function that asks the engine: on which engines it runs, and how
much it brings out of them."""

from tests.engines.both import ROOT, askers

GUIDE = ROOT / "docs" / "engines.md"
BEGINS, ENDS = "<!-- the table begins -->", "<!-- the table ends -->"

SAME = "same answers, tested"
# Why more comes out than frequent attenders or groups, and how much.
PANEL = "the people followed and those they are compared with"
COHORT = "a cohort's members, as many as somebody chose"
RISK = "the people at risk; of a large dataset a sample of those never near the rule"
MORE = {
    "analytics.measures.before_after.people_observed.people_observed": f"{PANEL}: "
    "304,127 of the sample's 474,376",
    "analytics.measures.before_after.people_observed.in_scope": PANEL,
    "analytics.measures.before_after.course._known_as": "whoever was seen for the "
    "reasons chosen",
    "analytics.measures.before_after.course._events": f"{PANEL}, each attendance: "
    "602,533 on the sample",
    "analytics.measures.scorecard.alike._candidates": "whoever could be compared with: "
    "all 474,376 of the sample; too many for England",
    "analytics.measures.quality.under_two_ids.ended_and_begun": "ids that end or begin "
    "in the data: 34,827 on the sample",
    "analytics.measures.over_time.changes.people": "everybody's pseudonym in two "
    "versions; too many for England",
    "analytics.disclosure.cohorts._who_attend_often": "those who attend often in any "
    "year, and the caseload",
    "analytics.measures.scorecard.events.by_month": PANEL,
    "analytics.measures.scorecard.there.people_of": PANEL,
    "analytics.measures.scorecard.there.there": PANEL,
    "analytics.measures.risk.panel.panel": RISK,
    "analytics.measures.risk.judged.in_scope": "everybody registered where the filters "
    "say; too many for England",
    "analytics.measures.risk.by_part._parts": RISK,
    "analytics.measures.cohorts.members.persons_of": COHORT,
    "analytics.measures.cohorts.reached.one_by_one": COHORT,
    "analytics.measures.cohorts.followed.followed": COHORT,
    "analytics.measures.cohorts.reached.reached": COHORT,
    "analytics.disclosure.cohorts._of_places": "the people of a place as large as a "
    "cohort, to tell whether they differ by a few",
    "analytics.measures.over_time.often.often": "whoever was above the rule in any of "
    "the windows shown, by month",
    "analytics.measures.places.by_month._registered": "the same people's registrations",
    "analytics.measures.footprint.concentration._costs": "the hospital cost of each "
    "person with any, a number each",
}


def table() -> list[str]:
    """The table of `docs/engines.md`, line by line."""
    lines = [
        "| asked by | DuckDB | Spark | PostgreSQL | more than frequent attenders or "
        "groups |",
        "|---|---|---|---|---|",
    ]
    for asker in sorted(askers()):
        called = asker.removeprefix("analytics.").removeprefix("measures.")
        lines.append(f"| `{called}` | yes | {SAME} | no | {MORE.get(asker, '')} |")
    return lines


def written(text: str) -> str:
    """A guide with the table as it is now."""
    before, rest = text.split(BEGINS)
    _old, after = rest.split(ENDS)
    return "\n".join([before + BEGINS, *table(), ENDS + after])


if __name__ == "__main__":
    GUIDE.write_text(written(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
