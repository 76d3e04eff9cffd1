"""Load of one CSV of appointments against DuckDB's own COPY of it to Parquet, one after
the other.

    python -m tests.benchmarks.load.csv_against_copy --rows 2000000

Each runs in a process of its own, in turn, several times. Prints the ratio of the
quickest times (budget: 2) and the peak memory of the load (budget: 2 GB).
`processor_ratio` compares processor time instead: on a machine busy with other work it
says more than the clock.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

PROJECT = Path(__file__).resolve().parents[3]
MEASURED = """
import resource, runpy, sys, time
began = time.perf_counter()
code = 0
try:
    {work}
except SystemExit as end:
    code = end.code or 0
used = resource.getrusage(resource.RUSAGE_SELF)
print("MEASURED", time.perf_counter() - began, used.ru_maxrss / 1e6, code,
      used.ru_utime + used.ru_stime, flush=True)
"""


def make_csv(path: Path, rows: int, seed: int = 1) -> None:
    """A canonical CSV of appointments, eight a person on average, in order of time."""
    people = max(rows // 8, 1000)
    minutes = 3 * 365 * 24 * 60

    def pick(salt: int, choices: list[str]) -> str:
        listed = ", ".join(f"'{one}'" for one in choices)
        return f"([{listed}])[(1 + hash(i + {salt + seed}) % {len(choices)})::INT]"

    stamp = "'%Y-%m-%d %H:%M'"
    status = pick(2, ["attended"] * 8 + ["did_not_attend", "cancelled"])
    role = pick(3, ["gp", "gp", "nurse", "pharmacist", "physiotherapist", "admin"])
    mode = pick(4, ["face_to_face", "face_to_face", "telephone", "online"])
    duckdb.connect().execute(f"""
        COPY (
            SELECT 9000000000 + p AS patient_id,
                   strftime(t, {stamp}) AS appointment_at,
                   'Y99' || lpad((p % 240)::VARCHAR, 3, '0') AS practice_code,
                   strftime(t - to_days((hash(i + 7) % 21)::INT), {stamp}) AS booked_at,
                   {status} AS status, {role} AS role, {mode} AS mode,
                   5 + hash(i + 5) % 20 AS duration_minutes,
                   'Xa' || lpad((hash(i + 6) % 300)::VARCHAR, 3, '0') AS reason_code,
                   'Some reason in words ' || (hash(i + 6) % 300) AS reason_term,
                   'ctv3' AS code_system, i AS appointment_id
            FROM (SELECT i, (hash(i * 31 + {seed}) % {people})::BIGINT AS p,
                         TIMESTAMP '2022-04-01 08:00'
                         + to_minutes(i * {minutes} // {rows}
                                      + (hash(i + 9) % 600)::BIGINT) AS t
                  FROM range({rows}) r(i))
        ) TO '{path}' (HEADER)""")


def measured(work: str, *arguments: str, home: Path) -> tuple[float, float, float]:
    """Seconds, peak GB and processor seconds of a piece of Python in a process of its
    own."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED.format(work=work), *arguments],
        cwd=PROJECT,
        text=True,
        capture_output=True,
        env=os.environ | {"FREQUENT_ATTENDERS_HOME": str(home)},
        check=False,
    )
    line = next(
        (one for one in done.stdout.splitlines() if one.startswith("MEASURED")), ""
    )
    if not line or line.split()[3] != "0":
        raise SystemExit(f"failed: {done.stdout[-500:]} {done.stderr[-2000:]}")
    return float(line.split()[1]), float(line.split()[2]), float(line.split()[4])


def main() -> None:
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--rows", type=int, default=2_000_000)
    flags.add_argument("--times", type=int, default=3)
    args = flags.parse_args()
    with tempfile.TemporaryDirectory(prefix="load-benchmark-") as place:
        folder = Path(place)
        source, home = folder / "appointments.csv", folder / "home"
        make_csv(source, args.rows)
        copies, loads, work, memory = [], [], {"copy": [], "load": []}, 0.0
        for turn in range(args.times):
            seconds, _, used = measured(
                'import duckdb; duckdb.connect().execute("COPY (FROM read_csv(\'" + '
                "sys.argv[1] + "
                '"\')) TO \'" + sys.argv[2] + "\'")',
                str(source),
                str(folder / "copy.parquet"),
                home=home,
            )
            copies.append(seconds)
            work["copy"].append(used)
            seconds, peak, used = measured(
                "from analytics.__main__ import main; sys.exit(main(sys.argv[1:]))",
                "load",
                "--gp",
                str(source),
                "--into",
                f"bench{turn}",
                "--json",
                home=home,
            )
            loads.append(seconds)
            work["load"].append(used)
            memory = max(memory, peak)
            print(
                f"turn {turn + 1}: copy {copies[-1]:.2f} s ({work['copy'][-1]:.2f} of "
                "processor), "
                f"load {seconds:.2f} s ({used:.2f} of processor), peak {peak:.2f} GB",
                file=sys.stderr,
                flush=True,
            )
            subprocess.run(["rm", "-rf", str(home)], check=False)
            time.sleep(0.5)
        print(
            json.dumps(
                {
                    "rows": args.rows,
                    "csv_mb": round(source.stat().st_size / 1e6),
                    "copy_seconds": round(min(copies), 2),
                    "load_seconds": round(min(loads), 2),
                    "ratio": round(min(loads) / min(copies), 2),
                    "processor_ratio": round(min(work["load"]) / min(work["copy"]), 2),
                    "peak_gb": round(memory, 2),
                    "budget": {"ratio": 2, "peak_gb": 2},
                }
            )
        )


if __name__ == "__main__":
    main()
