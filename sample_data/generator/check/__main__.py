"""Prints the published figures of a made sample: `python -m
sample_data.generator.check FOLDER`."""

import sys
from pathlib import Path

from sample_data.generator.check.figures import published_figures
from sample_data.generator.files.contents import differences, kept, made_on


def main(folder: Path) -> int:
    """Prints each figure beside the reproduced one, and whether the tables are those
    whose hashes are kept; 1 if a figure differs."""
    figures = published_figures(folder)
    print("\n".join(figure.line() for figure in figures))
    agree = sum(figure.agrees for figure in figures)
    print(f"{agree} of {len(figures)} agree")
    other = differences(folder)
    if other:
        print(
            f"The contents differ from those made on {kept()['made_on']} "
            f"(this is {made_on()}): {'; '.join(other)}"
        )
    else:
        print("The contents are those whose hashes are kept.")
    return int(agree < len(figures))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
