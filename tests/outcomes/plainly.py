"""A group followed month by month once more, in plain pandas, a person at a time."""

import numpy as np
import pandas as pd

from tests.footprint.plainly import TIME, nights


def people(frames) -> pd.DataFrame:
    """From which day to which (exclusive) each could be seen, by patient_id."""
    late = pd.Timestamp("2200-01-01")
    day = pd.Timedelta(days=1)
    spells = frames.patients.assign(
        begin=frames.patients["registered_from"].fillna(pd.Timestamp("1900-01-01")),
        left=frames.patients["registered_to"].fillna(late) + day,
        dead=frames.patients["died_on"].fillna(late) + day,
    )
    by_person = spells.groupby("patient_id")
    return pd.DataFrame(
        {
            "begin": by_person["begin"].min(),
            "end": np.minimum(by_person["left"].max(), by_person["dead"].min()),
            "born": by_person["birth_year"].first(),
        }
    )


def counted(rows, slug: str) -> pd.DataFrame:
    """Every event of a kind that counts: patient_id, at, row."""
    frame = rows[slug]
    if slug == "ae":
        frame = frame[frame["attendance_category"].isin(["1", "2", "3"])]
    elif slug == "outpatient":
        frame = frame[frame["attended"].isin(["5", "6"])]
    return frame.assign(at=frame[TIME[slug]])


def referred(frames) -> dict[str, pd.Timestamp]:
    """The caseload's own days."""
    first = frames.caseload.groupby("patient_id")["referred_on"].min()
    return {who: pd.Timestamp(day) for who, day in first.items()}


def above(rows, frames, more_than: int, on: str) -> dict[str, pd.Timestamp]:
    """Who had more attendances than that in the year before a day."""
    day = pd.Timestamp(on)
    ae = counted(rows, "ae")
    before = ae[(ae["at"] >= day - pd.DateOffset(years=1)) & (ae["at"] < day)]
    each = before["patient_id"].value_counts()
    return dict.fromkeys(each[each > more_than].index, day)


def aged(frames, from_age: int, on: str) -> dict[str, pd.Timestamp]:
    day = pd.Timestamp(on)
    known = people(frames)
    return dict.fromkeys(known[day.year - known["born"] >= from_age].index, day)


def stays(rows) -> pd.DataFrame:
    """Emergency stays whose nights are known: patient_id, at, amount."""
    frame = counted(rows, "inpatient")
    frame = frame[frame["admission_method"].str.startswith("2")]
    frame = frame.assign(amount=[nights(row) for row in frame.itertuples()])
    return frame[frame["amount"] >= 0]


def by_month(frames, rows, slug, picked, events, before=12, after=12) -> pd.DataFrame:
    """month, amount, events, years over everybody who was there on their day."""
    first, last = rows[slug][TIME[slug]].min(), rows[slug][TIME[slug]].max()
    start, stop = first.normalize(), last.normalize() + pd.Timedelta(days=1)
    known = people(frames).loc[[*picked]]
    table = pd.DataFrame(0.0, range(-before, after), ["amount", "events", "years"])
    followed = 0
    for who, (begin, end, _born) in zip(picked, known.to_numpy(), strict=True):
        begin, end, day = max(begin, start), min(end, stop), picked[who]
        if not begin <= day < end:
            continue
        followed += 1
        own = events[events["patient_id"] == who]
        own = own[(own["at"] >= begin) & (own["at"] < end)]
        for month in table.index:
            low, high = (day + pd.DateOffset(months=int(month + n)) for n in (0, 1))
            here = own[(own["at"] >= low) & (own["at"] < high)]
            days = (min(high, end) - max(low, begin)).days
            amount = here["amount"].sum() if "amount" in here else len(here)
            table.loc[month] += [amount, len(here), max(days, 0) / 365.25]
    return table.assign(people=followed).rename_axis("month").reset_index()
