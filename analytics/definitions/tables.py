"""The definitions as tables to read: rules, columns of an extract, diagnosis groups."""

import pandas as pd

from analytics.definitions.avoidable import acsc, ae, rules
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


def avoidable_table() -> pd.DataFrame:
    """Each rule of avoidable use: what it says, whose it is and the state read."""
    return pd.DataFrame(
        [
            {
                "Rule": one.title,
                "What it is": one.says,
                "Whose rule it is": one.source,
                "Version": one.version,
            }
            for one in rules()
        ]
    )


def conditions_table() -> pd.DataFrame:
    """The 19 ambulatory-care-sensitive groups with their codes as the table has them:
    each the start of a code, [5-8] any of these."""
    return pd.DataFrame(
        [
            {
                "Condition": one.title,
                "Sort": one.part,
                "Codes": "; or ".join(
                    ", ".join(
                        f"{name.replace('_', ' ')} {' '.join(codes)}"
                        for name, codes in way.items()
                    )
                    for way in one.when
                ),
            }
            for one in acsc.groups()
        ]
    )


def avoidable_ae_table() -> pd.DataFrame:
    """What an avoidable A&E attendance must be, each with the codes that are."""
    said = [(one, one["values"]) for one in ae.table()["must"]]
    said += [(one, one["codes"]) for one in ae.table()["only"]]
    return pd.DataFrame(
        [{"It must be": one["title"], "Codes": ", ".join(some)} for one, some in said]
    )
