"""All published figures of a made sample."""

from pathlib import Path

from sample_data.generator.check.counted import Figure, Tables
from sample_data.generator.check.general_practice import deep_dive_figures, pcn_figures
from sample_data.generator.check.hospital import (
    ae_figures,
    catchment_figures,
    programme_figures,
)
from sample_data.generator.check.indicators import indicator_figures


def published_figures(made: Path) -> list[Figure]:
    """Each figure, published and reproduced from a folder's tables."""
    tables = Tables(made)
    return [
        *pcn_figures(tables),
        *deep_dive_figures(tables),
        *ae_figures(tables),
        *programme_figures(tables),
        *catchment_figures(tables),
        *indicator_figures(tables),
    ]
