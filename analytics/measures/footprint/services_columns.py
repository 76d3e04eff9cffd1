"""What the columns of a footprint by service hold, and which of them a figure shows."""

from analytics.measures.result import Column

EACH = ("service", "heads", "users", "contacts", "each")
USE = (
    *EACH,
    "days",
    "nights_each",
    "other_users",
    "other_contacts",
    "other_each",
    "other_nights_each",
    "ratio",
    "ratio_lower",
    "ratio_upper",
)
COST = (
    "service",
    "pounds",
    "pounds_each",
    "other_pounds",
    "other_pounds_each",
    "unpriced",
)
BESIDE = EACH


def columns() -> tuple[Column, ...]:
    """Those of `services.services`, in order."""

    def amounts(before: str, of: str) -> tuple[Column, ...]:
        users, like = f"{before}users", "" if not before else "{}"
        return (
            Column(f"{before}heads", f"People: {of}", "count"),
            Column(users, f"With any: {of}", "count"),
            Column(
                f"{before}contacts",
                f"Contacts: {of}",
                "count",
                of=users,
                like=like.format("contacts"),
            ),
            Column(
                f"{before}each",
                f"A head: {of}",
                "ratio",
                f"{before}contacts",
                f"{before}heads",
                decimals=2,
            ),
            Column(
                f"{before}days",
                f"Nights in bed: {of}",
                "count",
                of=users,
                like=like.format("days"),
            ),
            Column(
                f"{before}nights_each",
                f"Nights a head: {of}",
                "ratio",
                f"{before}days",
                f"{before}heads",
                decimals=2,
            ),
            Column(
                f"{before}pounds",
                f"Cost (£): {of}",
                "money",
                of=users,
                like=like.format("pounds"),
            ),
            Column(
                f"{before}pounds_each",
                f"Cost a head (£): {of}",
                "ratio",
                f"{before}pounds",
                f"{before}heads",
                decimals=0,
            ),
        )

    return (
        Column("service", "Service"),
        *amounts("", "the group"),
        *amounts("other_", "everyone else"),
        Column("expected", "Expected", "number", nearest=5, decimals=0, of="users"),
        Column("ratio", "Times expected", "ratio", "contacts", "expected", decimals=2),
        # With a ratio of few, its limits would tell the number counted.
        Column("ratio_lower", "95% from", "number", decimals=2, private=True),
        Column("ratio_upper", "to", "number", decimals=2, private=True),
        Column("sure", "How sure", of="users", shown=False),
        Column("unpriced", "Without a cost", "count", of="users", shown=False),
        Column("own", "With a cost of its own", "count", of="users", shown=False),
    )
