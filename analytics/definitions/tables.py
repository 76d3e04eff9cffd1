"""The definitions as tables to read: rules, columns of an extract, diagnosis groups."""

import pandas as pd

from analytics.definitions.contract import TABLES
from analytics.definitions.diagnosis_groups import GROUP_TITLES, TABLE
from analytics.definitions.rules import presets


def rules_table() -> pd.DataFrame:
    """Every preset with its source."""
    return pd.DataFrame(
        {
            "Rule": [one.title for _kind, one in presets()],
            "Months": [one.months for _kind, one in presets()],
            "Used by": [one.source for _kind, one in presets()],
        }
    )


def columns_table(name: str) -> pd.DataFrame:
    """The columns of one canonical table: name, needed, meaning, values."""
    table = TABLES[name]
    return pd.DataFrame(
        {
            "Column": [f.name for f in table.fields],
            "Needed": ["yes" if f.required else "" for f in table.fields],
            "What it is": [f.meaning for f in table.fields],
            "Values": [", ".join(f.allowed) for f in table.fields],
        }
    )


def groups_table() -> pd.DataFrame:
    """Each diagnosis group with the number of rules and some of its words."""
    rules = pd.read_csv(TABLE, dtype=str, keep_default_na=False)
    terms = rules[rules["kind"].isin(["words", "whole"])].groupby("group")["pattern"]
    return pd.DataFrame(
        [
            {
                "Group": title,
                "Rules": int((rules["group"] == slug).sum()),
                "For example": ", ".join(list(terms.get_group(slug))[:6])
                if slug in terms.groups
                else "",
            }
            for slug, title in GROUP_TITLES.items()
        ]
    )
