"""Command line: ``python -m sample_data.generator`` rebuilds the sample; see
``--help``."""

from __future__ import annotations

import argparse
import json
import resource
import time
from pathlib import Path

import numpy as np
import pandas as pd

from sample_data.generator import (
    ae_details,
    gp_details,
    patient_list,
    programme,
    sample,
)
from sample_data.generator import places as geography
from sample_data.generator.calendar import NEVER
from sample_data.generator.truth import truth_file
from sample_data.generator.vendor_extracts import write_extracts
from sample_data.generator.write import write


def build(out: Path, seed: int) -> None:
    """Write every file of the sample to ``out``."""
    world, rng = sample.live(seed)
    sample.calibrate(world, rng)
    ids = sample.identities(world)
    codes, area_codes = (
        world.practices.practice_code.tolist(),
        world.areas.lsoa_code.tolist(),
    )
    s = world.spells
    have = patient_list.people_conditions(world, np.random.default_rng([seed, 3]))
    write(
        patient_list.patient_columns(world, have, ids, area_codes),
        out / "patients.parquet",
    )
    told, spell = sample.ae_told(world, np.random.default_rng([seed, 4]))
    write(ae_details.columns(told, s.person[spell], s.practice[spell], s.area[spell],
                             s.female[spell], ids, codes, area_codes),
          out / "ae_attendances.parquet")  # fmt: skip
    told, spell = sample.gp_told(world, np.random.default_rng([seed, 5]))
    write(gp_details.columns(told, s.person[spell], s.practice[spell], ids, codes),
          out / "gp_appointments.parquet")  # fmt: skip
    world.practices.to_csv(out / "practices.csv", index=False, lineterminator="\n")
    geography.services().to_csv(out / "services.csv", index=False, lineterminator="\n")
    caseload_table(world.caseload, ids).to_csv(out / "caseload.csv", index=False,
                                               lineterminator="\n")  # fmt: skip
    text = json.dumps(truth_file(world, seed, ids), indent=1, ensure_ascii=False)
    (out / "truth.json").write_text(text + "\n", encoding="utf-8")
    write_extracts(out)


def caseload_table(caseload: programme.Caseload, ids) -> pd.DataFrame:
    """The caseload as written: dates as text, empty where there is none."""

    def dates(days: np.ndarray) -> list[str]:
        return ["" if d >= NEVER else str(np.datetime64(int(d), "D")) for d in days]

    return pd.DataFrame(
        {
            "patient_id": [ids[int(p)].as_py() for p in caseload.person],
            "referred_on": dates(caseload.referred),
            "started_on": dates(caseload.started),
            "ended_on": dates(caseload.ended),
            "coordinator": caseload.coordinator,
            "services": caseload.services,
            "outcome": caseload.outcome,
        }
    )


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m sample_data.generator", description=__doc__
    )
    parser.add_argument(
        "--out", type=Path, default=geography.HOME, help="folder to write to"
    )
    parser.add_argument("--seed", type=int, default=sample.SEED)
    parser.add_argument(
        "--people", type=int, help="an uncalibrated world of so many people"
    )
    parser.add_argument("--years", type=float, default=1.0, help="its length in years")
    parser.add_argument("--pieces", type=int, help="how many pieces to write it in")
    args = parser.parse_args(argv)
    began = time.perf_counter()
    if args.people:
        from sample_data.generator.scale import write_world

        if args.out == geography.HOME:
            parser.error("--people needs --out: it must not overwrite the sample")
        write_world(args.people, args.years, args.out, args.pieces, args.seed)
    else:
        args.out.mkdir(parents=True, exist_ok=True)
        build(args.out, args.seed)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"written to {args.out} in {time.perf_counter() - began:.1f} s, peak "
        f"{peak:.0f} MB"
    )


if __name__ == "__main__":
    main()
