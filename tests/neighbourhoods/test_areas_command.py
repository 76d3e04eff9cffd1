"""`areas plan` on the sample: the JSON and the CSV, and contiguity by another way."""

import json

import networkx as nx
import pandas as pd
import pytest
from shapely.geometry import shape

from analytics.__main__ import main
from tests.spec.test_command_line import command

PLAN = ("areas", "plan", "--data", "sample", "--plans", "30")


@pytest.fixture(scope="module")
def vertices(sample) -> nx.Graph:
    """Areas that have two points of their outlines in common, one after the other."""
    lines = json.loads(sample.boundaries.read_text(encoding="utf-8"))["features"]
    sides: dict[frozenset, list[str]] = {}
    for one in lines:
        parts = shape(one["geometry"])
        for part in getattr(parts, "geoms", [parts]):
            for ring in (part.exterior, *part.interiors):
                points = list(ring.coords)
                for pair in zip(points, points[1:], strict=False):
                    code = one["properties"]["lsoa_code"]
                    sides.setdefault(frozenset(pair), []).append(code)
    graph = nx.Graph()
    graph.add_nodes_from(one["properties"]["lsoa_code"] for one in lines)
    graph.add_edges_from(pair for pair in sides.values() if len(set(pair)) == 2)
    return graph


@pytest.mark.parametrize("more", [(), ("--keep-lists",)])
def test_a_plan_is_what_was_asked_for(sample, vertices, tmp_path, more):
    out = tmp_path / "plan.csv"
    ran = command(*PLAN, "--count", 8, "--within", 0.05, *more, "--out", out, "--json")
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    plan = pd.read_csv(out)
    assert list(plan) == ["lsoa_code", "neighbourhood"]
    assert plan["lsoa_code"].is_unique and set(plan["lsoa_code"]) == set(vertices)
    areas = pd.read_csv("sample_data/areas.csv").merge(plan, on="lsoa_code")
    told = pd.DataFrame(found["neighbourhoods"]).set_index("name")
    parts = areas.groupby("neighbourhood_y")
    assert parts["population"].sum().to_dict() == told["population"].to_dict()
    assert parts.size().to_dict() == told["areas"].to_dict()
    mean = areas["population"].sum() / 8
    worst = (parts["population"].sum() / mean - 1).abs().max()
    assert found["worst_deviation"] == pytest.approx(worst, abs=1e-4) and worst <= 0.05
    for _name, mine in parts:
        assert nx.is_connected(vertices.subgraph(mine["lsoa_code"]))
    assert found["contiguous"] is True and 0 < found["compactness"] < 1
    assert 0 <= found["lists_split"] <= 69


def test_what_cannot_be_met_is_told(sample, tmp_path):
    ran = command(
        *PLAN, "--count", 900, "--within", 2, "--out", tmp_path / "f", "--json"
    )
    assert ran.returncode == 2
    rules = [one["rule"] for one in json.loads(ran.stdout)["problems"]]
    assert rules == ["plan_count", "plan_within"]
    assert main([*PLAN, "--count", "8", "--out", str(tmp_path / "no" / "f.csv")]) == 2


def test_a_dataset_without_boundaries_is_told(loaded, tmp_path):
    ran = command(
        "areas", "plan", "--data", "world", "--count", 2, "--out", tmp_path / "f.csv"
    )
    assert ran.returncode == 2 and "boundaries" in ran.stderr
