"""`quality`: what to know before trusting the figures, the gravest first."""

from analytics.commands.output.rows import rows_of
from analytics.disclosure import Audience, protect
from analytics.figures.quality.findings import headline, told
from analytics.measures.quality.findings import findings

NOT_TOLD = ("kind", "weight", "slug", "other")  # beside the others, or within them


def add_arguments(parser) -> None:
    """No flags but the filters, of which the places apply."""


def run(dataset, filters, args) -> dict:
    """headline; findings: each with kind, weight (3 gravest), sentence, meaning and its
    numbers."""
    protected = protect(findings(dataset, filters), Audience.PSEUDONYMISED)
    said = told(protected)
    rows = rows_of(protected.table)
    return {
        "headline": headline(said),
        "complete_to": str(dataset.default_as_at),
        "findings": [
            {
                "kind": row["kind"],
                "weight": one.weight,
                "sentence": one.sentence,
                "meaning": one.meaning,
            }
            | {
                name: value
                for name, value in row.items()
                if name not in NOT_TOLD and value not in (None, "")
            }
            for one, row in zip(said, rows, strict=True)
        ],
    }


def as_text(found: dict) -> str:
    """The findings for people."""
    lines = [found["headline"]]
    for one in found["findings"]:
        lines += ["", one["sentence"], f"  {one['meaning']}"]
    return "\n".join(lines)
