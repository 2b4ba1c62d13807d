"""How easily people cross a barrier stands in a table that tells where each value is from."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from grid_planner.core.errors import BadTable
from grid_planner.core.units.permeability import PROFILE, UNKNOWN_CLASS, of_classes, read_profile

MEASURED = "measured for this plugin: "


@pytest.fixture(scope="module")
def rows():
    with PROFILE.open(encoding="utf-8", newline="") as table:
        return {row["barrier_class"]: row for row in csv.DictReader(table)}


def test_every_value_names_its_source(rows):
    assert {name for name, row in rows.items() if not row["source"]} == set()
    assert all(row["source"].startswith((MEASURED, "own choice: ")) for row in rows.values())
    assert all(row["meaning"] for row in rows.values())


def test_a_value_by_analogy_is_that_of_the_class_it_names(rows):
    for row in rows.values():
        model = row["source"].partition("own choice: as ")[2]
        if model:
            assert row["permeability"] == rows[model]["permeability"], row
            assert rows[model]["source"].startswith(MEASURED)


def test_the_table_is_read_as_shares(rows):
    profile = read_profile()
    assert set(profile) == set(rows)
    assert all(0 <= value <= 1 for value in profile.values())
    known = of_classes(["RD1", "railway?", "primary_link", "water", None])
    assert np.allclose(known, [0.05, UNKNOWN_CLASS, 0.08, 0.02, UNKNOWN_CLASS])


@pytest.mark.parametrize("value", ["often", "1.2", ""])
def test_a_value_that_is_no_share_is_named_by_its_line(tmp_path, value):
    table = tmp_path / "own.csv"
    table.write_text(f"# of this city\nbarrier_class,permeability\nrail,{value}\n", "utf-8")
    with pytest.raises(BadTable) as fault:
        read_profile(table)
    assert fault.value.facts["line"] == 3
