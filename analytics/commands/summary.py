"""`summary`: use of the GP and of A&E, and the frequent attenders' part in it."""

from analytics.definitions.words import count, percent, pounds
from analytics.measures.summary import summary


def add_arguments(parser) -> None:
    """No flags but the filters."""


def run(dataset, filters, args) -> dict:
    """See measures.summary."""
    return summary(dataset, filters)


def as_text(found: dict) -> str:
    """The summary for people."""
    gp, ae = found["gp"], found["ae"]
    lines = [found["rule"]]
    if gp["appointments"] is not None:
        lines.append(
            f"GP visits: {count(gp['appointments'])} by {count(gp['people'])} people."
        )
        if gp["registered"]:
            lines.append(
                f"Registered: {count(gp['registered'])}, {gp['per_head']} visits a "
                "head."
            )
        often = gp["frequent"]
        lines.append(
            f"More than {often['more_than']} GP visits: {count(often['people'])} "
            f"people, {count(often['appointments'])} visits."
        )
    if ae["attendances"] is not None:
        often = ae["frequent"]
        lines.append(
            f"A&E attendances: {count(ae['attendances'])} by {count(ae['people'])} "
            "people."
        )
        lines.append(
            f"More than {often['more_than']} A&E attendances: "
            f"{count(often['people'])} people, "
            f"{count(often['attendances'])} attendances"
            + (
                f" ({percent(often['share'], 1)} of all)"
                if often["share"] is not None
                else ""
            )
            + (
                f", {pounds(often['cost_gbp'])}"
                if often["cost_gbp"] is not None
                else ""
            )
            + (f", {often['hours']:,.0f} hours" if often["hours"] is not None else "")
            + "."
        )
    if found["both"]["people"] is not None:
        lines.append(f"Frequent at both: {count(found['both']['people'])} people.")
    return "\n".join(lines)
