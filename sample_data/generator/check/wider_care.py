"""The rates of the rest of care beside what is published: `python -m
sample_data.generator.check.wider_care FOLDER`.

Nothing here is met to the last one, as the published figures of the sample are: each
rate has a band about England's (`national_rates.csv`, with sources), in which the
README says why where the sample must be lower.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sample_data.generator.inputs import rows
from sample_data.generator.world import WIDER_SPAN

_EMERGENCY = ("21", "22", "24", "2B", "2D")
_PLANNED = ("11", "12", "13")
_SEEN = ("5", "6")
# Ambulatory care sensitive by the first diagnosis: nhp_data @cff9dde (MIT),
# ambulatory_care_conditions.py, the chronic and acute groups and those a vaccine
# prevents; conditions on other positions are left out.
_SENSITIVE = (
    r"^(?:I20|I24[089]|J4[56]|I110|I50|I10|I119|J81|J4[1-47]|E1[0-4][0-8]|D50[189]"
    r"|E4[0-3]|E55|E643|L0[34]|L08[089]|L88|L980|G4[01]|O15|R56|E86|K52[289]"
    r"|A690|K0[2-68]|K09[89]|K1[23]|H6[67]|J0[236]|J312|N7[034]|K2[5-8][0-24-6]"
    r"|N1[0-2]|N136|R02|J1[0134]|J15[3-79]|J168|J181|A3[5-7]|A80|B05|B06|B16|B26"
    r"|M014)"
)


@dataclass(frozen=True)
class Rate:
    """One rate: the sample's, the published one, the band that it is held to."""

    measure: str
    unit: str
    published: float
    least: float
    most: float
    found: float

    @property
    def near(self) -> bool:
        """Whether the sample is within the band."""
        return self.least <= self.found <= self.most

    def line(self) -> str:
        """The rate as a line of a table; ≠ marks one outside its band."""
        mark = "  " if self.near else "≠ "
        numbers = f"{self.published:>10g}{self.found:>10.3g}"
        return f"{mark}{self.measure:<56}{numbers}  {self.unit}"


def wider_rates(made: Path) -> list[Rate]:
    """Each rate of `national_rates.csv`, counted in a folder's tables."""
    found: dict[str, float] = {}
    patients = pd.read_parquet(
        made / "patients.parquet",
        columns=[
            "patient_id",
            "registered_from",
            "registered_to",
            "died_on",
            "household_id",
        ],
    )
    days, stays = _person_days(patients), _stays(made)
    thousands = days / 365.25 / 1000
    found |= _of_stays(stays, patients, thousands)
    outpatients = pd.read_parquet(made / "outpatient_appointments.parquet")
    found |= _of_outpatients(outpatients, thousands)
    community = pd.read_parquet(made / "community_contacts.parquet", columns=["team"])
    found["community contacts"] = len(community) / thousands
    found |= _of_calls(made, thousands)
    found |= _of_cost(made, stays, outpatients)
    as_at = pd.Timestamp(np.datetime64(WIDER_SPAN[1], "D"))
    left = pd.to_datetime(patients.registered_to)
    came = pd.to_datetime(patients.registered_from) <= as_at
    now = patients[came & (left.isna() | (left > as_at))]
    found["people a household"] = len(now) / now.household_id.nunique()
    return [
        Rate(
            row["measure"],
            row["unit"],
            float(row["published"]),
            float(row["least"]),
            float(row["most"]),
            found[row["measure"]],
        )
        for row in rows(Path(__file__).with_name("national_rates.csv"))
    ]


def _person_days(patients: pd.DataFrame) -> float:
    """Days on the list within the span, of everybody together."""
    first, last = (np.datetime64(day, "D") for day in WIDER_SPAN)
    start = pd.to_datetime(patients.registered_from).clip(lower=pd.Timestamp(first))
    stop = pd.to_datetime(patients.registered_to).fillna(pd.Timestamp(last + 1))
    stop = stop.clip(upper=pd.Timestamp(last + 1))
    return float((stop - start).dt.days.clip(lower=0).sum())


def _stays(made: Path) -> pd.DataFrame:
    """One row a stay from the rows of its episodes, by person and time."""
    episodes = pd.read_parquet(made / "inpatient_spells.parquet")
    episodes["primary"] = episodes.diagnosis_codes.str.split(";").str[0]
    by = episodes.groupby("spell_id", sort=False)
    stays = by.agg(
        patient_id=("patient_id", "first"),
        admitted_at=("admitted_at", "first"),
        discharged_at=("discharged_at", "first"),
        method=("admission_method", "first"),
        how=("discharge_method", "first"),
        primary=("primary", "first"),
        cost_gbp=("cost_gbp", "sum"),
        episodes=("episode_number", "size"),
    )
    begin = stays.admitted_at.dt.normalize()
    stays["days"] = (stays.discharged_at.dt.normalize() - begin).dt.days
    return stays


def _of_stays(
    stays: pd.DataFrame, patients: pd.DataFrame, thousands: float
) -> dict[str, float]:
    emergency = stays[stays.method.isin(_EMERGENCY)]
    planned = stays[stays.method.isin(_PLANNED)]
    ended = emergency[emergency.days.notna()]
    before = emergency.groupby("patient_id").discharged_at.shift()
    gap = (emergency.admitted_at - before).dt.days
    died = patients.drop_duplicates("patient_id").died_on.dropna()
    died = pd.to_datetime(died)
    first, last = (pd.Timestamp(np.datetime64(day, "D")) for day in WIDER_SPAN)
    return {
        "emergency spells": len(emergency) / thousands,
        "emergency spells that begin in A&E": (emergency.method == "21").mean(),
        "planned spells": len(planned) / thousands,
        "planned spells that are day cases": (planned.days == 0).mean(),
        "maternity spells": stays.method.isin(["31", "32"]).sum() / thousands,
        "episodes a spell": stays.episodes.mean(),
        "mean days of emergency spells": ended.days.mean(),
        "emergency spells of zero days": (ended.days == 0).mean(),
        "emergency readmissions within 28 days": (gap <= 28).mean(),
        "ambulatory care sensitive share of emergency spells": (
            emergency.primary.str.match(_SENSITIVE).mean()
        ),
        "deaths in hospital": (stays.how == "4").sum()
        / died.between(first, last).sum(),
    }


def _of_outpatients(outpatients: pd.DataFrame, thousands: float) -> dict[str, float]:
    seen = outpatients.attended.isin(_SEEN)
    attended = outpatients[seen]
    first = attended.first_attendance.isin(["1", "3"]).sum()
    return {
        "outpatient appointments attended": len(attended) / thousands,
        "outpatient appointments that are attended": seen.mean(),
        "outpatient appointments not attended without notice": (
            (outpatients.attended == "3").mean()
        ),
        "follow-up attendances for each first": (len(attended) - first) / first,
    }


def _of_calls(made: Path, thousands: float) -> dict[str, float]:
    calls = pd.read_parquet(
        made / "urgent_calls.parquet", columns=["service", "conveyed"]
    )
    ambulance = calls[calls.service == "999"]
    return {
        "999 calls": len(ambulance) / thousands,
        "999 calls conveyed": (ambulance.conveyed == "yes").mean(),
        "111 calls": (calls.service == "111").sum() / thousands,
    }


def _of_cost(
    made: Path, stays: pd.DataFrame, outpatients: pd.DataFrame
) -> dict[str, float]:
    """Cost of stays, outpatients and A&E in the last year, by person."""
    ae = pd.read_parquet(
        made / "ae_attendances.parquet",
        columns=["patient_id", "arrived_at", "cost_gbp"],
    )
    last = pd.Timestamp(np.datetime64(WIDER_SPAN[1] + 1, "D"))
    first = last - pd.DateOffset(months=12)
    parts = []
    for table, time in (
        (ae, "arrived_at"),
        (stays, "admitted_at"),
        (outpatients, "appointment_at"),
    ):
        inside = table[(table[time] >= first) & (table[time] < last)]
        parts.append(inside[["patient_id", "cost_gbp"]])
    each = pd.concat(parts).groupby("patient_id").cost_gbp.sum()
    each = each[each > 0].sort_values(ascending=False)
    most = each.iloc[: round(0.07 * len(each))]
    return {"hospital cost of the 7 % who cost most": most.sum() / each.sum()}


def main(made: Path) -> int:
    """Print the table; 1 if a rate is outside its band."""
    rates = wider_rates(made)
    print(f"  {'':<56}{'England':>10}{'sample':>10}")
    print("\n".join(rate.line() for rate in rates))
    return int(not all(rate.near for rate in rates))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
