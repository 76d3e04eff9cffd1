"""What the generator starts from: files that are kept, and the published figures."""

import csv
import json
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
PUBLISHED = json.loads((HOME / "published.json").read_text(encoding="utf-8"))
SEED = 19


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a small table kept as CSV, each cell as text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
