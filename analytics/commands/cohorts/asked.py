"""What the flags and the file of `cohorts` ask for."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analytics.errors import InputError, Problem

KEYS = {"name": str, "definition": str, "fixed_on": date}
WRITTEN = ("in_words", "people", "households", "key", "data", "seal")  # by the product
NEEDS = {"save": ("name", "definition"), "count": ("definition",), "show": ("name",)}
FLAGS = {"name": "--name", "definition": "--define", "fixed_on": "--fixed-on"}


@dataclass(frozen=True)
class Asked:
    """A cohort as it is asked for; "" and None where it is not said."""

    name: str = ""
    definition: str = ""
    fixed_on: date | None = None


def asked(args) -> Asked:
    """What the flags say, and where they do not, the file. Raises InputError with every
    fault of both."""
    faults: list[Problem] = []
    said = _from_file(Path(args.file), faults) if args.file else {}
    said |= {"name": args.name} if args.name else {}
    said |= {"definition": args.define} if args.define else {}
    if args.fixed_on:
        try:
            said["fixed_on"] = date.fromisoformat(args.fixed_on)
        except ValueError:
            wanted = "a day such as 2024-09-01"
            found = f"--fixed-on: expected {wanted}, found {args.fixed_on!r}."
            faults.append(Problem("flag", found, f"Give {wanted}."))
    for name in NEEDS.get(args.action, ()):
        if not said.get(name) and not any(f.column == name for f in faults):
            faults.append(
                Problem(
                    "flag",
                    f"`cohorts {args.action}` needs a {name}.",
                    f"Give {FLAGS[name]}, or a file with it.",
                )
            )
    if faults:
        raise InputError(faults)
    return Asked(**said)


def _from_file(file: Path, faults: list[Problem]) -> dict:
    def tell(found: str, remedy: str, column: str = "") -> None:
        faults.append(Problem("cohort_file", found, remedy, file.name, column))

    try:
        told = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as fault:
        tell("The file cannot be read as text.", "Give --from a TOML file.")
        del fault
        return {}
    except tomllib.TOMLDecodeError as fault:
        tell(f"The file is no TOML: {fault}.", "Put that line right.")
        return {}
    found = {}
    for key, value in told.items():
        if key in WRITTEN:
            continue
        if key not in KEYS:
            tell(
                f"There is no key called {key}.",
                f"There are: {', '.join(KEYS)}.",
            )
        elif type(value) is not KEYS[key]:
            wanted = {str: "a text in quotes", date: "a day such as 2024-09-01"}
            tell(f"{key}: expected {wanted[KEYS[key]]}.", "Write it so.", key)
        else:
            found[key] = value
    return found
