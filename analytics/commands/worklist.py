"""`worklist`: whom the team looks at next, what was decided, and taking it into the
caseload."""

import getpass
from dataclasses import asdict
from datetime import date
from pathlib import Path

from analytics.commands.flags.filter_flags import DATA
from analytics.commands.output.files import as_csv, written
from analytics.commands.output.progress import shown_progress
from analytics.definitions.event_kinds import kinds_with_rule
from analytics.definitions.words import counted, people
from analytics.disclosure import Audience, Gate
from analytics.errors import InputError, Problem
from analytics.exhibits.who_next import learn, programme
from analytics.export.worklist_sheet import as_sheet
from analytics.measures.risk.judged import CAPACITIES
from analytics.measures.risk.named import named
from analytics.measures.risk.panel import FREQUENT
from analytics.measures.who.decided import coordinators, decided
from analytics.measures.who.listing import listing
from analytics.measures.who.work import (
    EXPECTED,
    EXPECTED_FIRST,
    GROUNDS_FIRST,
    ORDERS,
    REVIEW,
    SHOW,
    Work,
)
from analytics.store.load.anew.caseload import persons
from analytics.worklist import answers, backup
from analytics.worklist.history import decide, standing
from analytics.worklist.taking_in import take_in, waiting

FILE_COLUMNS = (
    *("place", "pseudonym", "why", "practice", "pcn", "last_seen", "status"),
    *("decided_on", "owner", "reason", "note", "by", "seen"),
)


def add_arguments(parser) -> None:
    """What of the worklist is wanted, and what is to be done with it."""
    every = [kind.slug for kind in kinds_with_rule()]
    parser.add_argument(
        "--kind", choices=every, help="above the rule of this kind of event"
    )
    parser.add_argument("--show", choices=list(SHOW), default=REVIEW, help="of these")
    parser.add_argument(
        "--order", choices=list(ORDERS), default=GROUNDS_FIRST, help="who stands first"
    )
    parser.add_argument("--csv", metavar="OUT", help="the list as a CSV file")
    parser.add_argument(
        "--export", metavar="F.xlsx", help="the sheet for a meeting of the team"
    )
    parser.add_argument(
        "--import",
        dest="answers",
        metavar="F.xlsx",
        help="take in the team's answers from that sheet",
    )
    parser.add_argument("--by", help="who decides (usually this account)")
    parser.add_argument(
        "--on", metavar="DAY", help="the day from which answers without one hold"
    )
    parser.add_argument(
        "--take-in",
        action="store_true",
        help="take what was decided into the caseload: a new version of the dataset",
    )
    parser.add_argument(
        "--backup", metavar="FILE", help="copy all decisions, of every dataset"
    )
    parser.add_argument("--restore", metavar="FILE", help="put such a copy back")
    parser.epilog = f"DATASET is {DATA}."


def run(dataset, filters, args) -> dict:
    """Does what the flags say, in this order: restore, import, take in, list, sheet,
    copy; then says how many are to be reviewed and decided on."""
    done: dict = {}
    if args.restore:
        came = backup.restore(Path(args.restore))
        done["restored"] = asdict(came) | {"kept": str(came.kept or "")}
    if args.answers:
        done["imported"] = _import(dataset, args)
    if args.take_in:
        came = take_in(dataset.name, progress=shown_progress)
        dataset = came.dataset
        done["taken_in"] = {
            "changed": came.changed,
            "version": dataset.folder.name,
            "offers": came.offers,
            "told": came.told(),
        }
    now = standing(dataset)
    gate = Gate(dataset, filters, Audience.PSEUDONYMISED)
    kind = next((k for k in dataset.kinds_with_rule if k.slug == args.kind), None)
    if kind is None and args.kind:
        raise InputError(
            Problem(
                "kind_missing",
                f"The dataset holds nothing of the kind {args.kind}.",
                "Choose a kind of which there is an extract.",
            )
        )
    wanted = Work(
        kind or dataset.kinds_with_rule[0], gate.scope.filters.as_at, args.show
    )
    listed, stands = gate.ask(listing), gate.ask(decided, now)
    expected = None
    if args.order == EXPECTED_FIRST:
        learn(gate, wanted.kind, shown_progress)
        about = (FREQUENT, CAPACITIES[0], programme(gate, wanted.kind))
        found = gate.ask(named, wanted.kind, *about)
        done["notes"], expected = list(found.result.notes), found.table
    everybody = wanted.everybody(listed.table, stands.table, expected)
    done |= {
        "kind": wanted.kind.slug,
        "to_review": int((everybody["status"] == "").sum()),
        "decided": int((everybody["status"] != "").sum()),
        "by_status": everybody.loc[everybody["status"] != "", "status"]
        .value_counts()
        .to_dict(),
        "of_other_keys": now.of_other_keys,
        "to_take_in": waiting(dataset, now),
    }
    if args.csv:
        done["csv"] = written(
            Path(args.csv),
            as_csv(_in_file(wanted.among(everybody))),
            "--csv",
        )
    if args.export:
        owners = sorted({*now.owners, *coordinators(dataset, filters)})
        content = as_sheet(listed, stands, dataset, now, wanted, owners, date.today())
        done["sheet"] = written(Path(args.export), content, "--export")
    if args.backup:
        done["backup"] = {
            "decisions": backup.back_up(Path(args.backup)),
            "file": args.backup,
        }
    return done


def _import(dataset, args) -> dict:
    file = Path(args.answers)
    try:
        content = file.read_bytes()
        day = date.fromisoformat(args.on) if args.on else None
    except OSError as fault:
        raise InputError(
            Problem(
                "cannot_read",
                f"The file cannot be read: {fault.strerror}.",
                "Give the workbook that the team filled in.",
                file=file.name,
            )
        ) from None
    except ValueError:
        raise InputError(
            Problem("flag", "--on: expected a day.", "Give it as 2024-12-31.")
        ) from None
    found = answers.read(
        content,
        file.name,
        dataset,
        standing(dataset),
        lambda some: persons(dataset, some),
        args.by or getpass.getuser(),
        day,
    )
    written = decide(dataset, found.decisions)
    return {"decided": len(written), "already": found.already, "blank": found.blank}


def _in_file(rows):
    """The list with the columns of its file."""
    names = [name for name in (*FILE_COLUMNS, *EXPECTED) if name in rows]
    return rows[[*names, *(kind.used for kind in kinds_with_rule())]]


def as_text(found: dict) -> str:
    """The same for people."""
    lines = []
    if came := found.get("restored"):
        lines.append(f"Put back: {counted(came['decisions'], 'decision')}.")
        if came["kept"]:
            gone = counted(came["gone"], "decision")
            lines.append(
                f"What was there before, with {gone} that the copy does not hold, is "
                f"in {came['kept']}."
            )
    if came := found.get("imported"):
        lines.append(
            f"Written: {counted(came['decided'], 'decision')}; {came['already']} "
            f"written already, {people(came['blank'])} not decided on."
        )
    if came := found.get("taken_in"):
        lines += came["told"]
    lines.append(f"{people(found['to_review'])} to review, {found['decided']} decided.")
    lines += [f"  {name}: {number}" for name, number in found["by_status"].items()]
    if found["of_other_keys"]:
        lines.append(
            "Decided on under another key of the pseudonyms: "
            f"{people(found['of_other_keys'])}, and nobody can say who of these."
        )
    if found["to_take_in"]:
        lines.append("Not in the caseload yet: --take-in takes it in.")
    lines += [f"Written: {found[name]}" for name in ("csv", "sheet") if name in found]
    if came := found.get("backup"):
        lines.append(
            f"Copied: {counted(came['decisions'], 'decision')} to {came['file']}."
        )
    return "\n".join(lines)
