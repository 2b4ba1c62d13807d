"""Workload: everything is counted once, and nothing is lost."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from grid_planner.core.errors import (
    BadText,
    MissingField,
    NoComponents,
    NothingCounted,
    UnknownOption,
)
from grid_planner.core.params import WorkloadParams
from grid_planner.core.progress import Cancelled
from grid_planner.core.units.weights import parse_weights
from grid_planner.core.units.workload import measure_workload
from tests.core.blocks import BLOCK, ORIGIN, frame, line, point, square
from tests.core.cancelling import cancel_at_once

SIDE = 4


def grid():
    shapes = [square(i, j) for j in range(SIDE) for i in range(SIDE)]
    return frame(shapes, unit_code=[f"U{i:02d}" for i in range(len(shapes))])


def measure(units=None, weights="", **layers):
    units = grid() if units is None else units
    return measure_workload(units, WorkloadParams(weights), **layers)


def counted(result, component):
    """Return the units that got something: position -> amount."""
    column = result.components[component]
    return column[column > 0].to_dict()


def notices(result):
    return {n.kind: dict(n.facts) for n in result.notes if n.kind != "component_total"}


def random_layers(rng):
    spread = (SIDE + 1) * BLOCK  # some things lie outside the units
    corner = ORIGIN - BLOCK / 2
    places = corner + rng.uniform(0, spread, (200, 2))
    sizes = rng.uniform(3, 60, 200)
    homes = shapely.buffer(shapely.points(places), sizes, quad_segs=2)
    starts, ends = corner + rng.uniform(0, spread, (2, 60, 2))
    return {
        "population": frame(homes, persons=rng.integers(0, 50, 200).astype(float)),
        "buildings": frame(homes, floors=rng.integers(1, 30, 200).astype(float)),
        "cases": frame(shapely.points(np.round(places, -1))),  # many on borders and corners
        "streets": frame(shapely.linestrings(np.stack([starts, ends], axis=1))),
    }


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_totals_are_conserved(seed):
    layers = random_layers(np.random.default_rng(seed))
    result = measure(**layers)
    held = {
        "persons": layers["population"]["persons"].sum(),
        "buildings": 200,
        "floor_area_m2": (layers["buildings"].area * layers["buildings"]["floors"]).sum(),
        "cases": 200,
        "street_m": layers["streets"].length.sum(),
    }
    assert list(result.components) == list(result.totals)
    for name, whole in held.items():
        assert result.totals[name] + result.outside[name] == pytest.approx(whole, rel=1e-12)
        assert result.components[name].sum() == pytest.approx(result.totals[name])
    inside = shapely.intersects(shapely.union_all(grid().geometry), layers["cases"].geometry)
    assert result.totals["cases"] == inside.sum()
    assert result.workload.mean() == pytest.approx(1)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_a_unit_gets_the_same_whatever_the_order_of_rows(seed):
    rng = np.random.default_rng(seed)
    layers = random_layers(rng)
    units = grid()
    order = rng.permutation(len(units))
    plain = measure(units, **layers)
    mixed = {name: layer.sample(frac=1, random_state=seed) for name, layer in layers.items()}
    shuffled = measure(units.iloc[order].reset_index(drop=True), **mixed)
    expected = plain.components.iloc[order].reset_index(drop=True)
    assert np.allclose(shuffled.components, expected, rtol=1e-9, atol=1e-9)
    assert np.allclose(shuffled.workload, plain.workload[order], rtol=1e-9)


def test_a_point_on_a_border_or_corner_counts_once_for_the_lower_code():
    cases = frame([point(1, 0.5), point(1, 1), point(2.5, 2.5), point(4, 4), point(9, 9)])
    result = measure(cases=cases)
    assert counted(result, "cases") == {0: 2, 10: 1, 15: 1}
    assert result.outside["cases"] == 1


def test_codes_decide_not_the_order_of_rows():
    units = frame([square(0, 0), square(1, 0)], unit_code=["B", "A"])
    assert counted(measure(units, cases=frame([point(1, 0.5)])), "cases") == {1: 1}


def test_people_of_a_polygon_are_shared_out_by_area():
    block = frame([square(0.75, 0, 100, 100)], persons=[100.0], households=[40.0])
    result = measure(population=block)
    assert counted(result, "persons") == pytest.approx({0: 25, 1: 75})
    assert counted(result, "households") == pytest.approx({0: 10, 1: 30})


def test_people_outside_are_told_not_moved():
    result = measure(population=frame([square(3.5, 0, 100, 100)], persons=[100.0]))
    assert result.totals["persons"] == pytest.approx(50)
    assert result.outside["persons"] == pytest.approx(50)


def test_units_that_overlap_do_not_double_people():
    units = frame([square(0, 0), square(0.5, 0)], unit_code=["A", "B"])
    result = measure(units, population=frame([square(0.25, 0)], persons=[100.0]))
    assert result.totals["persons"] + result.outside["persons"] == pytest.approx(100)


def test_a_building_counts_where_most_of_it_lies_with_all_its_floors():
    astride = square(0.7, 0.2, 80, 10)  # 30 m in the first unit, 50 m in the second
    result = measure(buildings=frame([astride], floors=[6.0]))
    assert counted(result, "buildings") == {1: 1}
    assert counted(result, "floor_area_m2") == pytest.approx({1: 6 * 800})


def test_a_building_half_and_half_counts_for_the_lower_code():
    assert counted(measure(buildings=frame([square(0.5, 0.1, 100, 7)])), "buildings") == {0: 1}


def test_a_building_mostly_beyond_the_units_is_outside():
    houses = [square(3.9, 0.2, 30, 30), square(3.8, 0.5, 30, 30)]
    result = measure(buildings=frame(houses))
    assert result.totals["buildings"] == result.outside["buildings"] == 1


def test_unknown_floors_count_as_one_and_are_noted():
    houses = frame([square(i, 0, 10, 10) for i in range(3)], floors=[np.nan, 0, 4])
    result = measure(buildings=houses)
    assert counted(result, "floor_area_m2") == pytest.approx({0: 100, 1: 100, 2: 400})
    assert notices(result)["floors_unknown"] == {"count": 2, "total": 3}


def test_a_street_serves_both_its_sides():
    inside = measure(streets=frame([line((0.2, 0.5), (0.8, 0.5))]))
    assert counted(inside, "street_m") == pytest.approx({0: 60})
    border = measure(streets=frame([line((1, 0), (1, 1))]))
    assert counted(border, "street_m") == pytest.approx({0: 50, 1: 50})


def test_a_street_drawn_a_little_off_the_border_is_shared_all_the_same():
    result = measure(streets=frame([line((1.012, 0.1), (1.012, 0.9))]))
    assert counted(result, "street_m") == pytest.approx({0: 40, 1: 40})


def test_a_street_along_the_edge_of_the_city_leaves_half_its_length_outside():
    result = measure(streets=frame([line((0, 0), (0, 4))]))
    assert result.totals["street_m"] == pytest.approx(200)
    assert result.outside["street_m"] == pytest.approx(200)


def test_amounts_missing_or_below_zero_count_as_nothing_and_are_noted():
    people = frame([point(0.5, 0.5)] * 4, persons=[np.nan, -1, -9999, 30])
    result = measure(population=people)
    assert result.totals["persons"] == 30
    assert notices(result)["amounts_missing"]["count"] == 1
    assert notices(result)["amounts_negative"] == {
        "layer": "population",
        "field": "persons",
        "count": 2,
    }


def test_the_workload_is_the_weighted_mean_of_components_around_one():
    people = frame([point(0.5, 0.5), point(1.5, 0.5)], households=[30.0, 10.0])
    cases = frame([point(1.5, 0.5)])
    result = measure(weights="households=3，cases=1", population=people, cases=cases)
    assert dict(result.weights) == {"households": 0.75, "cases": 0.25}
    assert result.workload[:3].tolist() == pytest.approx([0.75 * 12, 0.75 * 4 + 0.25 * 16, 0])
    assert result.workload.mean() == pytest.approx(1)


def test_a_component_that_is_nowhere_is_noted_and_does_not_weigh():
    result = measure(cases=frame([point(0.5, 0.5)]), poi=frame([point(9, 9)]))
    assert notices(result)["component_empty"] == {"component": "poi"}
    assert result.workload.mean() == pytest.approx(1)


def test_features_without_geometry_lie_outside():
    result = measure(population=frame([None, point(0.5, 0.5)], persons=[5.0, 7.0]))
    assert (result.totals["persons"], result.outside["persons"]) == (7, 5)


def test_no_layer_no_field_and_nothing_inside_are_refused():
    with pytest.raises(NoComponents):
        measure()
    with pytest.raises(MissingField):
        measure(population=frame([point(0.5, 0.5)]))
    with pytest.raises(NothingCounted) as caught:
        measure(cases=frame([point(9, 9)]))
    assert caught.value.facts["components"] == ["cases"]


def test_patrols_weigh_under_their_short_name_and_have_no_outside():
    units = grid().assign(patrol_m=np.arange(SIDE * SIDE, dtype=float) * 100)
    order = np.random.default_rng(2).permutation(len(units))
    result = measure(units.iloc[order], weights="patrol=0.2", cases=frame([point(0.5, 0.5)]))
    assert result.components["patrol_m"].tolist() == units["patrol_m"].iloc[order].tolist()
    assert dict(result.weights) == {"patrol_m": 1.0}
    assert result.workload.tolist() == pytest.approx(order / 7.5)
    assert result.totals["patrol_m"] == 12_000
    assert "patrol_m" not in result.outside


@pytest.mark.parametrize("name", ["patrol", "patrol_m"])
def test_patrols_are_named_with_or_without_their_unit(name):
    assert parse_weights(f"{name}=1", ("cases", "patrol_m")) == {"patrol_m": 1.0}
    with pytest.raises(BadText):
        parse_weights(f"{name}=1,patrol=1,patrol_m=1", ("cases", "patrol_m"))


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("households=0.5,cases=0.3", {"households": 0.625, "cases": 0.375}),
        (" households = 1 ; cases：1 ", {"households": 0.5, "cases": 0.5}),
        ("cases=.5", {"cases": 1.0}),
        ("", {"households": 0.5, "cases": 0.5}),
    ],
)
def test_weights_are_read_the_way_people_write_them(text, weights):
    assert parse_weights(text, ("households", "cases")) == pytest.approx(weights)


@pytest.mark.parametrize(
    "text", ["households", "households=-1", "cases=0", "cases=1,cases=2", "=3", "cases=1e999"]
)
def test_weights_that_cannot_be_read_are_shown_how_to_write(text):
    with pytest.raises(BadText) as caught:
        parse_weights(text, ("households", "cases"))
    assert caught.value.facts["example"] == "households=0.5,cases=0.3"


@pytest.mark.parametrize("text", ["patrol=1", "householdz=1", "poi=0.3,cases=1"])
def test_weights_of_what_was_not_measured_are_refused_by_name(text):
    with pytest.raises(UnknownOption) as caught:
        parse_weights(text, ("households", "cases"))
    assert caught.value.facts["options"] == ("households", "cases")


def test_measuring_can_be_cancelled():
    with pytest.raises(Cancelled):
        measure_workload(
            grid(), WorkloadParams(), cases=frame([point(0.5, 0.5)]), progress=cancel_at_once()
        )
