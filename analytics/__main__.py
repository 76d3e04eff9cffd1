"""The command line: `python -m analytics COMMAND`. The same functions serve the pages.

Exit code 0: good. 2: bad input, every problem listed on standard error (and in the
JSON). 1: a fault of ours. `--json` prints one JSON object on standard output and
nothing else there.
"""

import argparse
import json
import logging
import sys
from importlib import import_module
from typing import Any

from analytics.errors import InputError
from analytics.fault_log import say_no_values

LOADING = {
    "load": "read, check, pseudonymise, build and make live",
    "check": "the same without building",
    "beforehand": "what the pages open with, worked out for each PCN",
    "versions": "the versions kept of a dataset, and going back to one",
    "audit": "who did what, and whether the record of it is whole",
    "reidentify": "a practice's own ids for a list of pseudonyms, by the key's holder",
}
QUESTIONS = {
    "summary": "use, and the frequent attenders' part in it",
    "compare": "the headline numbers beside another place or the year before",
    "attenders": "one row a frequent attender, as CSV",
    "population": "who is registered, their conditions, use a head by PCN and practice",
    "cohorts": "cohorts: list, show, fix one by a definition, who belongs to it",
    "worklist": "whom the team looks at next, and what was decided",
    "segments": "segments of the frequent attenders",
    "footprint": "what a group uses of every service, its cost, what was avoidable",
    "impact": "before and after, and what would have happened anyway",
    "outcomes": "targets, each judged month by month by the programme's own share",
    "flows": "who stays above the rule, who comes and goes, window after window",
    "risk": "who will be above the rule next year, and how far that can be trusted",
    "scorecard": "the national scorecard of a month, and its workbook filled",
    "indicators": "indicators of health and wellbeing, each with interval and target",
    "support": "what happened after people were picked: offers, waits, endings, work",
    "quality": "what to know before trusting the figures",
    "savings": (
        "what it is worth: gross, net of the natural course, net of programme cost"
    ),
    "areas": "neighbourhoods drawn from small areas: contiguous, nearly equal",
    "services": "local services near a postcode, or who has them within reach",
    "pack": "the whole story as slides, a workbook and one A4 page, safe for a meeting",
}


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    say_no_values()
    named = next((word for word in given if word in LOADING | QUESTIONS), "")
    args = parser(named).parse_args(given)
    command = import_module(f"analytics.commands.{args.command}")
    try:
        found = command.run(args) if named in LOADING else _answer(command, args)
    except InputError as fault:
        problems = [
            problem.as_dict() | {"message": problem.at_command_line()}
            for problem in fault.problems
        ]
        if args.json:
            print(json.dumps({"problems": problems}, indent=1, default=str))
        for problem in fault.problems:
            print(problem.at_command_line(), file=sys.stderr)
        return 2
    except Exception:
        logging.getLogger("frequent_attenders").exception("%s failed", args.command)
        print(
            "This is a fault of ours, not of your data. Nothing loaded is lost.",
            file=sys.stderr,
        )
        return 1
    print(
        json.dumps(found, indent=1, default=str)
        if args.json
        else command.as_text(found)
    )
    return 0


def parser(command: str) -> argparse.ArgumentParser:
    """All commands, and the flags of the one named: its module alone is imported, so
    that help comes at once."""
    top = argparse.ArgumentParser(
        prog="python -m analytics",
        description=(
            "Frequent attenders of A&E and general practice, from the command line."
        ),
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, what in (LOADING | QUESTIONS).items():
        one = commands.add_parser(name, help=what, description=what.capitalize() + ".")
        if name != command:
            continue
        one.add_argument(
            "--json", action="store_true", help="one JSON object on standard output"
        )
        module = import_module(f"analytics.commands.{name}")
        if name in QUESTIONS:
            from analytics.commands.flags.filter_flags import add_filters

            add_filters(one, getattr(module, "OWN_FLAGS", ()))
        module.add_arguments(one)
    return top


def _answer(command: Any, args: argparse.Namespace) -> Any:
    """What a question finds in the dataset named, with the filters given."""
    from analytics.commands.flags.filter_flags import filters_of
    from analytics.store.dataset import open_dataset
    from analytics.store.intact import finish
    from analytics.store.shipped import SHIPPED

    if args.data in SHIPPED:
        from analytics.commands.output.progress import progress_in_place
        from analytics.store.sample import ensure

        ensure(SHIPPED[args.data], progress_in_place)
    dataset = open_dataset(args.data)
    found = command.run(dataset, filters_of(args), args)
    finish(dataset.name, dataset.folder, dataset.manifest, None)
    return found


if __name__ == "__main__":
    sys.exit(main())
