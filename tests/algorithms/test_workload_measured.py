# SPDX-License-Identifier: GPL-2.0-or-later
"""Workload of units: from persons, points and patrols; what gives no number is refused."""

from __future__ import annotations

import pytest

from .conftest import UNIT_SCHEMA, at, memory_layer, save, unit_rows


def test_each_unit_of_a_file_gets_its_own_persons(run, data_folder):
    layer = save(memory_layer("Polygon", unit_rows(), UNIT_SCHEMA), data_folder / "单元.gpkg")
    outcome = run(
        "measureworkload",
        {"UNITS": layer, "POPULATION": layer, "POPULATION_FIELD": "workload", "OUTPUT": "memory:"},
    )
    assert outcome.ok, outcome.text
    for row in outcome.rows("OUTPUT"):
        column, number = int(row["unit_code"][3:5]), int(row["unit_code"][5:])
        assert row["persons"] == pytest.approx(1.0 + (column + number) % 3)
    mean = sum(row["workload"] for row in outcome.rows("OUTPUT")) / 24
    assert mean == pytest.approx(1.0)


def test_a_patrol_along_the_streets_is_written_and_weighs(run, units_layer, streets_layer):
    layers = {"UNITS": units_layer, "STREETS": streets_layer}
    outcome = run("measureworkload", {**layers, "WEIGHTS": "patrol=1", "OUTPUT": "memory:"})
    assert outcome.ok, outcome.text
    rows = {row["unit_code"]: row for row in outcome.rows("OUTPUT")}
    assert rows["0010000"]["patrol_m"] == pytest.approx(400)  # two streets in and out
    mean = sum(row["patrol_m"] for row in rows.values()) / len(rows)
    for row in rows.values():
        assert row["workload"] == pytest.approx(row["patrol_m"] / mean)
    assert any("Patrol tours (patrol_m) of 24 units" in text for text in outcome.feedback.infos)


def test_work_is_measured_from_at_least_one_layer(refusal, units_layer):
    refusal("measureworkload", {"UNITS": units_layer, "OUTPUT": "memory:"}, "at least one layer")


def test_weights_that_cannot_be_read_are_refused_with_an_example(refusal, units_layer):
    parameters = {"UNITS": units_layer, "POI": memory_layer("Point", []), "OUTPUT": "memory:"}
    refusal("measureworkload", {**parameters, "WEIGHTS": "poi-1"}, "Weights", "households=0.5")
    refusal("measureworkload", {**parameters, "WEIGHTS": "staff=1"}, "staff")


@pytest.mark.parametrize("value", [None, -1.0, 0.0])
def test_persons_of_no_number_are_nothing_to_measure(refusal, units_layer, value):
    homes = memory_layer("Point", [(at(30, 55), (value,))], "field=n:double")
    parameters = {"UNITS": units_layer, "POPULATION": homes, "POPULATION_FIELD": "n"}
    refusal("measureworkload", {**parameters, "OUTPUT": "memory:"}, "persons", "above zero")
