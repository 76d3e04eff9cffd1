"""The shipped sample as dataset `sample`: loaded on first use, and again when its files
change."""

import json
from pathlib import Path

from analytics.definitions.contract import CONTRACT_VERSION
from analytics.errors import InputError
from analytics.store.dataset import Dataset, open_dataset
from analytics.store.home import PROJECT, home
from analytics.store.load.build import LoadInputs, load
from analytics.store.load.version_folders import at_start

NAME = "sample"
FOLDER = PROJECT / "sample_data"
NOTE_FILE = ".sources.json"
# Nobody in the sample exists, so its key is no secret: pseudonyms are the same on every
# machine.
KEY = b"the sample's people do not exist"
FILES = {
    "gp": "gp_appointments.parquet",
    "ae": "ae_attendances.parquet",
    "patients": "patients.parquet",
    "caseload": "caseload.csv",
    "practices": "practices.csv",
    "areas": "areas.csv",
    "services": "services.csv",
}


def ensure_sample(progress=None, root: Path | None = None) -> Dataset:
    """Dataset `sample`, loaded if it is not there or its files or the contract have
    changed.

    The check is by size and time of change only, so it costs next to nothing.
    """
    at_start(root or home())
    stamp, note = _stamp(), (root or home()) / NAME / NOTE_FILE
    loaded = _loaded(root)
    if loaded and note.is_file() and note.read_text(encoding="utf-8") == stamp:
        return loaded
    given = {
        flag: (FOLDER / name,)
        for flag, name in FILES.items()
        if (FOLDER / name).is_file()
    }
    dataset = load(LoadInputs(**given), NAME, root=root, progress=progress, secret=KEY)
    note.write_text(stamp, encoding="utf-8")
    return dataset


def _loaded(root) -> Dataset | None:
    try:
        return open_dataset(NAME, root)
    except InputError:
        return None


def _stamp() -> str:
    about = {}
    for name in (*FILES.values(), "areas.geojson"):
        path = FOLDER / name
        if path.is_file():
            about[name] = [path.stat().st_size, path.stat().st_mtime_ns]
    return json.dumps([CONTRACT_VERSION, about], sort_keys=True)
