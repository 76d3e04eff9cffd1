"""The templates, and the file each is."""

from pathlib import Path

import pandas as pd

from sample_data.generator.exports.general_practice import emis, systmone
from sample_data.generator.exports.hospital import ecds, hes
from sample_data.generator.exports.slices import slices
from sample_data.generator.exports.wider_care import care_exports


def exports(gp: pd.DataFrame, ae: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """File name -> the slice as that system would export it."""
    return {
        "systmone_appointments.csv": systmone(gp),
        "emis_slots.csv": emis(gp),
        "sus_ecds.csv": ecds(ae),
        "hes_ae.csv": hes(ae),
    }


def write_templates(made: Path, out: Path) -> None:
    """Write them all from the folder of a made sample."""
    out.mkdir(exist_ok=True)
    for name, data in (exports(*slices(made)) | care_exports(made)).items():
        data.to_csv(out / name, index=False, lineterminator="\n")
