"""What the example starts from: kept files, the published table, where footprints
lie."""

import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

HOME = Path(__file__).parent
PUBLISHED = json.loads((HOME / "published.json").read_text(encoding="utf-8"))
ROWS = {one["name"]: one for one in PUBLISHED["neighbourhoods"]}
NAMES = list(ROWS)
SEED = 6


@dataclass(frozen=True)
class Footprint:
    """Where a neighbourhood lies, invented from its name: settlements (latitude,
    longitude) that it is about, the districts it may take areas of, how many small
    areas it has, and its PCNs."""

    about: tuple[tuple[float, float], ...]
    districts: tuple[str, ...]
    areas: int
    pcns: tuple[str, ...]


_BRAINTREE, _CHELMSFORD, _MALDON = "Braintree", "Chelmsford", "Maldon"
FOOTPRINTS = dict(
    zip(
        NAMES,
        (
            Footprint(  # Halstead, the Hedinghams, Finchingfield, Earls Colne
                ((51.945, 0.640), (51.985, 0.60), (51.967, 0.46), (51.925, 0.70)),
                (_BRAINTREE,),
                29,
                ("Braintree North",),
            ),
            Footprint(  # Braintree, Great Notley, Coggeshall, Silver End
                ((51.878, 0.550), (51.862, 0.53), (51.872, 0.685), (51.848, 0.62)),
                (_BRAINTREE,),
                40,
                ("Braintree South",),
            ),
            Footprint(  # Witham, Hatfield Peverel, Heybridge, Boreham, Springfield
                ((51.800, 0.637), (51.777, 0.60), (51.742, 0.69), (51.78, 0.75))
                + ((51.76, 0.54), (51.748, 0.505), (51.72, 0.58)),
                (_BRAINTREE, _CHELMSFORD, _MALDON),
                42,
                ("Witham", "Chelmsford East and Maldon North"),
            ),
            Footprint(  # Writtle, Broomfield, Great Leighs, Galleywood, Stock
                ((51.730, 0.430), (51.775, 0.470), (51.820, 0.50), (51.695, 0.475))
                + ((51.66, 0.44), (51.80, 0.42), (51.71, 0.51)),
                (_CHELMSFORD,),
                36,
                ("Chelmsford West", "Chelmsford South"),
            ),
            Footprint(  # the city of Chelmsford
                ((51.735, 0.470), (51.745, 0.465), (51.728, 0.48)),
                (_CHELMSFORD,),
                47,
                ("Chelmsford City", "Chelmsford Park"),
            ),
            Footprint(  # Maldon, Burnham, Southminster, South Woodham Ferrers
                ((51.731, 0.675), (51.630, 0.81), (51.660, 0.83), (51.647, 0.61))
                + ((51.68, 0.70),),
                (_CHELMSFORD, _MALDON),
                40,
                ("Maldon, Dengie and Woodham",),
            ),
        ),
        strict=True,
    )
)


def areas() -> pd.DataFrame:
    """One row a small area, the columns of `areas.csv`."""
    return pd.read_csv(HOME / "areas.csv")


def targets() -> pd.DataFrame:
    """Patients and attendances of each small area, in the order of `areas`."""
    return pd.read_csv(HOME / "targets.csv")


def practices() -> pd.DataFrame:
    """One row a practice, the columns of `practices.csv`; list_size is what the example
    comes out at."""
    return pd.read_csv(HOME / "practices.csv", float_precision="round_trip")
