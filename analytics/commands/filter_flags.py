"""The filters as flags of the same names, for every command that asks a question."""

import argparse
from datetime import date

from analytics.definitions.diagnosis_groups import GROUP_TITLES
from analytics.definitions.filters import (
    DEPARTMENT_TYPES,
    SEX_WORDS,
    UNPLANNED,
    Filters,
)
from analytics.definitions.kinds_of_need import KIND_TITLES
from analytics.errors import InputError, Problem


def add_filters(parser: argparse.ArgumentParser) -> None:
    """`--data` and one flag for each filter."""
    parser.add_argument(
        "--data",
        required=True,
        metavar="DATASET",
        help="a dataset's name, such as sample",
    )
    group = parser.add_argument_group("filters")
    group.add_argument(
        "--as-at",
        metavar="DAY",
        help="last day of the window, 2024-08-31; "
        "default: the end of the last month complete in every extract",
    )
    group.add_argument("--months", default="12", help="length of the window (12)")
    group.add_argument("--ae-more-than", default="10", help="A&E attendances (10)")
    group.add_argument("--gp-more-than", default="25", help="GP visits (25)")
    for level in ("icb", "place", "pcn", "practice"):
        group.add_argument(
            f"--{level}",
            action="append",
            default=[],
            metavar="NAME_OR_CODE",
            help="may be given more than once",
        )
    group.add_argument(
        "--department-types", default="", help=",".join(DEPARTMENT_TYPES)
    )
    group.add_argument(
        "--attendance-categories",
        default=",".join(UNPLANNED),
        help="1,2,3,4 (1,2,3: unplanned)",
    )
    group.add_argument("--roles", default="", help="GP visits with, such as gp,nurse")
    group.add_argument("--age-from")
    group.add_argument("--age-to")
    group.add_argument("--sex", default="", help=",".join(SEX_WORDS))
    group.add_argument(
        "--neighbourhood",
        action="append",
        default=[],
        metavar="NAME",
        help="where people live; may be given more than once",
    )
    for flag, known in (
        ("area", "codes of small areas (LSOA) where people live"),
        ("diagnosis-group", "seen for: " + ",".join(GROUP_TITLES)),
        ("segment", "kinds of frequent attender: " + ",".join(KIND_TITLES)),
    ):
        group.add_argument(
            f"--{flag}", action="append", default=[], metavar="ONE,OR,MORE", help=known
        )


def filters_of(args: argparse.Namespace) -> Filters:
    """The Filters that the flags say. Raises InputError naming every flag that cannot
    be read."""
    faults = []

    def read(name: str, how, wanted: str):
        text = getattr(args, name)
        if text in (None, ""):
            return None
        try:
            return how(text)
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

    given = dict(
        as_at=read("as_at", date.fromisoformat, "a day such as 2024-08-31"),
        months=read("months", int, "a whole number"),
        ae_more_than=read("ae_more_than", int, "a whole number"),
        gp_more_than=read("gp_more_than", int, "a whole number"),
        age_from=read("age_from", int, "a whole number"),
        age_to=read("age_to", int, "a whole number"),
    )
    if faults:
        raise InputError(faults)
    return Filters(
        **given,
        **{
            level: tuple(getattr(args, level))
            for level in ("icb", "place", "pcn", "practice")
        },
        department_types=parted(args.department_types),
        attendance_categories=parted(args.attendance_categories),
        roles=parted(args.roles),
        sex=parted(args.sex),
        neighbourhood=tuple(args.neighbourhood),
        areas=parted(",".join(args.area)),
        diagnosis_groups=parted(",".join(args.diagnosis_group)),
        segments=parted(",".join(args.segment)),
    )


def parted(text: str) -> tuple[str, ...]:
    """ "1,2, 3" as ("1", "2", "3")."""
    return tuple(part.strip() for part in text.split(",") if part.strip())
