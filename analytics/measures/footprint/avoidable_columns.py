"""What the columns of avoidable use hold."""

from analytics.measures.result import Column


def columns() -> tuple[Column, ...]:
    """Those of `avoidable.avoidable`, in order."""

    def amounts(before: str, whose: str) -> tuple[Column, ...]:
        users, came = f"{before}users", f"{before}came"

        def like(part: str) -> str:  # else the group's could be had by subtraction
            return part if before else ""

        return (
            Column(
                f"{before}held",
                f"Avoidable: {whose}",
                "count",
                of=users,
                like=like("held"),
            ),
            Column(
                f"{before}classed",
                f"Could be classed: {whose}",
                "count",
                of=came,
                like=like("classed"),
            ),
            Column(
                f"{before}unclassed",
                f"Could not be: {whose}",
                "count",
                of=came,
                like=like("unclassed"),
            ),
            Column(
                f"{before}share",
                f"Share: {whose}",
                "percent",
                f"{before}held",
                f"{before}classed",
                decimals=1,
            ),
            Column(users, f"People with one: {whose}", "count"),
            Column(came, f"People who came: {whose}", "count", shown=False),
            Column(
                f"{before}events",
                f"All: {whose}",
                "count",
                of=came,
                like=like("events"),
                shown=False,
            ),
        )

    return (
        Column("title", "Rule"),
        Column("kind_called", "Of", shown=False),
        *amounts("", "the group"),
        *amounts("other_", "everyone else"),
        Column("says", "What it is"),
        Column("source", "Whose rule it is"),
    )
