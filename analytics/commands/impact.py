"""`impact`: before and after of a cohort, and what would have happened anyway."""

from datetime import date
from pathlib import Path

from analytics.definitions.event_kinds import kind, kinds_with_rule
from analytics.definitions.words import percent
from analytics.errors import InputError, Problem
from analytics.measures.before_after.impact import impact_of
from analytics.measures.before_after.place_change import place_change_of
from analytics.measures.before_after.question import Question

OWN_FLAGS = ("--cohort",)  # here the people followed, elsewhere a filter


def add_arguments(parser) -> None:
    """The cohort, the day it was picked, and how long it is followed."""
    slugs = [one.slug for one in kinds_with_rule()]
    parser.add_argument(
        "--setting", choices=slugs, default=slugs[0], help="the kind of event"
    )
    parser.add_argument(
        "--cohort",
        default="top:30",
        help="top:30, rule, caseload, list, or a fixed cohort's name",
    )
    parser.add_argument(
        "--people",
        metavar="FILE",
        help="for --cohort list: pseudonyms, one a line (see `attenders`)",
    )
    parser.add_argument(
        "--index-date",
        metavar="DAY",
        help="the day people were picked, 2023-04-15; default: the caseload's "
        "first referral (for the caseload: each person's own; for a fixed cohort "
        "the day it was fixed)",
    )
    parser.add_argument("--follow-up", default="12", metavar="MONTHS")
    parser.add_argument(
        "--washout",
        default="0",
        metavar="MONTHS",
        help="months after the index date that are left out",
    )


def run(dataset, filters, args) -> dict:
    """See measures.impact.impact_of; the dictionary is ImpactResult.to_json(), and
    `did_the_place_change`, that of methods.impact.place (None, and why, where that
    cannot be told)."""
    asked = question(args)
    found = impact_of(dataset, filters, asked).to_json()
    try:
        place = place_change_of(dataset, filters, asked).to_json()
    except InputError as fault:
        return found | {
            "did_the_place_change": None,
            "why_not": " ".join(problem.found for problem in fault.problems),
        }
    return found | {"did_the_place_change": place}


def question(args) -> Question:
    """The question that the flags ask. Raises InputError for a flag that cannot be
    read."""
    faults, read = [], {}
    for name, how, wanted in (
        ("index_date", date.fromisoformat, "a day such as 2023-04-15"),
        ("follow_up", int, "a whole number of months"),
        ("washout", int, "a whole number of months"),
    ):
        text = getattr(args, name)
        try:
            read[name] = how(text) if text else None
        except ValueError:
            faults.append(
                Problem(
                    rule="flag",
                    found=(
                        f"--{name.replace('_', '-')}: expected {wanted}, found "
                        f"{text!r}."
                    ),
                    remedy=f"Give {wanted}.",
                )
            )
    people = _people(args.people, faults)
    if faults:
        raise InputError(faults)
    return Question(
        kind(args.setting),
        args.cohort,
        read["index_date"],
        read["follow_up"],
        read["washout"],
        people,
    )


def _people(name: str | None, faults: list) -> tuple[str, ...]:
    if not name:
        return ()
    try:
        lines = Path(name).read_text(encoding="utf-8-sig").split()
    except (OSError, UnicodeDecodeError):
        faults.append(
            Problem(
                rule="file",
                file=Path(name).name,
                found="The file cannot be read as text.",
                remedy="Give --people a text file with one pseudonym a line.",
            )
        )
        return ()
    return tuple(line.strip().strip(",").lower() for line in lines)


def as_text(found: dict) -> str:
    """The finding for people."""
    lines = [
        f"{found['people']} people: {found['before']:,} attendances before, "
        f"{found['after']:,} after: {percent(found['crude_change'])} change in the "
        f"rate. {found['died']} died, {found['left']} left."
    ]
    for one in found["estimates"]:
        if one["rate_ratio"] is None:
            lines.append(f"{one['label']}: no causal claim possible.")
        else:
            lines.append(
                f"{one['label']}: {percent(one['expected_change'])} expected anyway; "
                "rate ratio "
                f"{one['rate_ratio']:.2f} ({one['lower']:.2f} to {one['upper']:.2f}); "
                f"{one['avoided']:,.0f} attendances avoided "
                f"({one['avoided_lower']:,.0f} to {one['avoided_upper']:,.0f})."
            )
    lines.append(f"Claim: {found['claim']}, {found['condition']}.")
    lines += [f"Withheld: {why}." for why in found["because"]]
    for one in found["controls"]:
        lines.append(
            f"{one['name']}: ratio {one['ratio']:.2f} ({one['lower']:.2f} to "
            f"{one['upper']:.2f}), {'alike' if one['alike'] else 'not alike'}."
        )
    since, place = found["by_months_since_joining"], found["did_the_place_change"]
    if since is not None:
        lines.append(
            f"Since joining, a person-year: {since['difference']:+.2f} "
            f"({since['lower']:+.2f} to {since['upper']:+.2f}) beside people alike who "
            f"had not joined; the months before: p = {since['before_differs']:.2f}."
        )
    if place is None:
        lines.append(found["why_not"])
    else:
        told = place["frequent_attenders"]
        lines.append(
            f"{place['place']}, all above the rule: {told['rate_ratio']:.2f} times "
            f"what other PCNs say ({told['lower']:.2f} to {told['upper']:.2f}; p = "
            f"{told['chance']:.2f}, {place['places']} PCNs)."
        )
    return "\n".join(lines + list(found["notes"]))
