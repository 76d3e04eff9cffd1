"""docs/damage.md: what came of each damage in each format."""

from collections import Counter

from tests.damage.kinds import GROUPS
from tests.damage.writing import FORMATS

GOOD = ("right", "told", "stopped")
HEAD = """# What real extracts suffer, and what comes of it

Clean extracts with known answers (140 people, 15 months, GP and A&E, lists of people,
practices and areas) are damaged the way extracts are in real life, written in each
format, and loaded by the command line. Then the answers are compared with what truly
happened: people, visits by day and hour, who was seen how often, statuses, stays,
costs, ages, areas, practices, reasons, diagnoses.

- **right**: every answer is the known one.
- **told**: an answer differs, or rows were left out, and the load or Quality names
  this damage.
- **stopped**: the load refuses and names this damage.
- A load that leaves out more than a fifth of a table's rows must stop; an NHS number
  must not be
  shown or kept; the first questions must be answered on extracts of a few days too.
- anything else is a fault, and in **bold**. An empty cell was not tried, or the damage
  does not happen to such files.

Made by `python -m tests.benchmarks.damage --pairs N --write`; a sample runs with the
tests (`tests/damage`).
"""


def written(found: list[dict]) -> str:
    """The page, from the results of a run."""
    alone = [one for one in found if len(one["damages"]) == 1]
    together = [one for one in found if len(one["damages"]) > 1]
    lines = [HEAD, _sum("Alone", alone), _sum("In pairs", together)]
    for group, damages in GROUPS.items():
        lines += [
            "",
            f"## {group}",
            "",
            f"| damage | where from | {' | '.join(FORMATS)} |",
        ]
        lines.append("|---" * (2 + len(FORMATS)) + "|")
        for damage in damages:
            cells = [_cell(alone, damage.name, kind) for kind in FORMATS]
            lines.append(
                f"| {_safe(damage.name)} | {_safe(damage.where)} | "
                f"{' | '.join(cells)} |"
            )
    bad = [one for one in together if not one["passes"]]
    if bad:
        lines += ["", "## Pairs that went wrong", ""]
        lines += [f"- {' + '.join(one['damages'])} ({one['format']})" for one in bad]
    return "\n".join(lines) + "\n"


def _sum(title: str, found: list[dict]) -> str:
    counts = Counter(
        one["outcome"]
        if one["passes"] or one["outcome"] not in GOOD
        else "not as it may"
        for one in found
    )
    parts = ", ".join(f"{word} {counts.get(word, 0):,}" for word in GOOD)
    worse = {word: n for word, n in counts.items() if word not in GOOD}
    more = "".join(f", **{word} {n:,}**" for word, n in sorted(worse.items()))
    return f"{title}: {len(found):,} loads: {parts}{more or ', none silent'}.\n"


def _cell(found: list[dict], name: str, kind: str) -> str:
    one = next(
        (x for x in found if x["damages"] == [name] and x["format"] == kind), None
    )
    if one is None:
        return ""
    return one["outcome"] if one["passes"] else f"**{one['outcome']}**"


def _safe(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")
