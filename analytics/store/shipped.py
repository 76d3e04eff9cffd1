"""The datasets that are shipped: made of invented people where they are needed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Shipped:
    """One of them. name: of the dataset. called: in words. program: below
    `sample_data`, that makes its tables. folder: of the data home that keeps them.
    code: folders of `sample_data` whose programs make it; inputs: the kept files that
    it starts from, or is loaded with. made_files, kept_files: of each flag of a load,
    the file that is made, or kept in `sample_data`.
    """

    name: str
    called: str
    program: str
    folder: str
    code: tuple[str, ...]
    inputs: tuple[str, ...]
    made_files: Mapping[str, str] = field(hash=False)
    kept_files: Mapping[str, str] = field(hash=False)


SAMPLE = Shipped(
    "sample",
    "the sample of synthetic people",
    "generator",
    ".sample",
    ("generator",),
    (
        "published.json",
        "practices.csv",
        "areas.csv",
        "areas.geojson",
        "services.csv",
    ),
    {
        "gp": "gp_appointments.parquet",
        "ae": "ae_attendances.parquet",
        "inpatient": "inpatient_spells.parquet",
        "outpatient": "outpatient_appointments.parquet",
        "community": "community_contacts.parquet",
        "urgent": "urgent_calls.parquet",
        "patients": "patients.parquet",
        "caseload": "caseload.csv",
        "indicators": "indicators.parquet",
    },
    {
        "practices": "practices.csv",
        "areas": "areas.csv",
        "services": "services.csv",
    },
)
MID_ESSEX = Shipped(
    "mid_essex",
    "the example of Mid Essex, with synthetic people",
    "mid_essex",
    ".mid_essex",
    ("generator", "mid_essex"),
    (
        "published.json",
        "mid_essex/published.json",
        "mid_essex/areas.csv",
        "mid_essex/areas.geojson",
        "mid_essex/targets.csv",
        "mid_essex/practices.csv",
    ),
    {
        "ae": "ae_attendances.parquet",
        "patients": "patients.parquet",
        "practices": "practices.csv",
        "indicators": "indicators.parquet",
    },
    {"areas": "mid_essex/areas.csv"},
)
# By name; the first is made when nothing else is there.
SHIPPED: Mapping[str, Shipped] = MappingProxyType(
    {one.name: one for one in (SAMPLE, MID_ESSEX)}
)
