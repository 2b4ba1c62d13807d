"""The rules of merged department grids, on real geometry."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from grid_planner.core import unions
from grid_planner.core.errors import (
    BadText,
    BadWorkload,
    MissingCodes,
    MoreGridsThanPieces,
    SeveralAdopted,
)
from grid_planner.core.merging.division.adopt import parse_weights
from grid_planner.core.merging.merge import merge_department_grids
from grid_planner.core.params import MergeParams
from grid_planner.core.progress import Cancelled, Progress
from grid_planner.core.unions import coverage_union_by_label
from tests.core.merging.department_town import NAMES, blocks, departments, grouped, layer

PARAMS = MergeParams(tolerance=6.0)


def communities() -> gpd.GeoDataFrame:
    group = grouped(8, 4, 8)
    frame = layer(coverage_union_by_label(blocks(8), group, int(group.max()) + 1))
    return frame.assign(code=["441302001001", "441302001002"])


@pytest.fixture(scope="module")
def layers():
    return departments()


@pytest.fixture(scope="module")
def merged(layers):
    return merge_department_grids(layers, replace(PARAMS, grid_count=14), hard=communities())


def test_the_unified_grid_covers_the_communities_once(merged):
    figures = merged.figures
    assert merged.certificate.valid
    assert merged.certificate.gap_area == merged.certificate.overlap_area == 0
    assert figures.violations.across_hard == figures.violations.pieces_too_many == 0
    assert figures.violations.without_grid == figures.violations.outside == 0
    assert figures.grids == len(merged.grids) == 14
    assert merged.grids["area_m2"].sum() == pytest.approx(communities().area.sum(), rel=1e-6)


def test_grids_are_proved_with_an_old_geos_too(layers, monkeypatch):
    monkeypatch.setattr(unions, "COVERAGE_TOOLS", False)
    monkeypatch.setattr(shapely, "coverage_union_all", None)  # stumbles over points of contact
    merged = merge_department_grids(layers, replace(PARAMS, grid_count=14), hard=communities())
    assert merged.certificate.valid
    assert merged.certificate.gap_area == merged.certificate.overlap_area == 0


def test_codes_begin_with_the_community_that_the_grid_lies_in(merged):
    grids = merged.grids
    assert grids["grid_code"].is_unique
    assert grids["grid_code"].tolist() == sorted(grids["grid_code"])
    for code, parent in zip(grids["grid_code"], grids["parent_code"]):
        assert code.startswith(parent)
        assert len(code) == 15
    home = communities().set_index("code").geometry
    inside = shapely.within(
        grids.geometry.buffer(-1).to_numpy(), home[grids["parent_code"]].to_numpy()
    )
    assert inside.all()


def test_every_atom_has_its_grid_and_the_codes_of_all_departments(merged, layers):
    atoms = merged.atoms
    inside = atoms[atoms["hard_code"].notna()]
    assert inside["grid_code"].notna().all()
    assert atoms[atoms["hard_code"].isna()]["grid_code"].isna().all()
    area = inside.groupby("grid_code")["area_m2"].sum()
    grids = merged.grids.set_index("grid_code")
    assert area.to_numpy() == pytest.approx(grids["area_m2"][area.index].to_numpy())
    for name, frame in layers.items():
        assert set(atoms[f"code_{name}"].dropna()) <= set(frame["code"])


def test_the_crosswalk_loses_nothing(merged, layers):
    table = merged.crosswalk
    sums = table.groupby(["department", "old_code"])[["share_area_old", "share_workload_old"]].sum()
    assert np.abs(sums.to_numpy() - 1).max() < 1e-9
    assert len(sums) == sum(len(frame) for frame in layers.values())
    assert set(table["new_code"].dropna()) <= set(merged.grids["grid_code"])
    assert tuple(merged.departments["department"]) == NAMES


def test_borders_follow_those_of_the_departments(merged):
    assert merged.figures.border_on_department > 0.9  # the hard layer is nobody's
    assert (merged.grids["departments_on_border"] > 1).all()


def test_the_rows_of_the_layers_do_not_matter(merged, layers):
    turned = {name: frame[::-1].reset_index(drop=True) for name, frame in layers.items()}
    again = merge_department_grids(
        turned, replace(PARAMS, grid_count=14), hard=communities()[::-1].reset_index(drop=True)
    )
    assert again.grids["grid_code"].tolist() == merged.grids["grid_code"].tolist()
    assert shapely.equals(again.grids.geometry.array, merged.grids.geometry.array).all()
    pd.testing.assert_frame_equal(again.crosswalk, merged.crosswalk)


def test_a_grid_with_infinite_weight_is_adopted_whole(layers):
    weights = "1,inf,1,1,1"
    result = merge_department_grids(layers, replace(PARAMS, weights=weights, grid_count=3))
    own = layers["police"].geometry.to_numpy()
    one, other = shapely.STRtree(result.grids.geometry.to_numpy()).query(own)
    grids = result.grids.geometry.to_numpy()
    common = shapely.area(shapely.intersection(own[one], grids[other]))
    union = shapely.area(own[one]) + shapely.area(grids[other]) - common
    best = np.zeros(len(own))
    np.maximum.at(best, one, common / union)
    assert len(grids) == len(own)
    assert best.min() > 0.98
    assert "adopted_as_it_is" in {notice.kind for notice in result.notes}


def test_departments_join_one_by_one_without_renumbering(layers):
    """Codes stay where grids live on, and those of grids that do not are never given again."""
    params = replace(PARAMS, grid_count=14)
    current, ever = None, set()
    for count in range(1, 6):
        joined = dict(list(layers.items())[:count])
        result = merge_department_grids(
            joined, params, hard=communities(), current=current, used_codes=ever
        )
        codes = set(result.grids["grid_code"])
        if current is not None:
            before = set(current["grid_code"])
            assert not (codes - before) & ever
            assert len(codes & before) >= 12
            kept = result.grids.merge(current, on="grid_code")
            common = shapely.area(shapely.intersection(kept["geometry_x"], kept["geometry_y"]))
            assert (common >= 0.25 * shapely.area(kept["geometry_y"])).all()
        ever |= codes
        current = result.grids[["grid_code", "geometry"]]


def test_grids_stay_where_nothing_has_changed(merged, layers):
    again = merge_department_grids(
        layers, PARAMS, hard=communities(), current=merged.grids[["grid_code", "geometry"]]
    )
    assert again.grids["grid_code"].tolist() == merged.grids["grid_code"].tolist()
    same = again.grids.geometry.to_numpy(), merged.grids.geometry.to_numpy()
    common = shapely.area(shapely.intersection(*same)) / shapely.area(same[1])
    assert np.average(common) > 0.95


def test_workload_is_shared_out_to_the_last_case(layers):
    rng = np.random.default_rng(0)
    bounds = communities().total_bounds
    places = rng.uniform(bounds[:2] + 50, bounds[2:] - 50, (500, 2))
    cases = gpd.GeoDataFrame(geometry=shapely.points(places), crs=layers["city"].crs)
    result = merge_department_grids(layers, replace(PARAMS, grid_count=14), workload=cases)
    assert result.grids["workload"].sum() == 500
    houses = cases.assign(workload=rng.integers(1, 9, 500)).set_geometry(cases.buffer(8))
    shared = merge_department_grids(layers, replace(PARAMS, grid_count=14), workload=houses)
    assert shared.grids["workload"].sum() == pytest.approx(houses["workload"].sum())
    with pytest.raises(BadWorkload):
        merge_department_grids(layers, PARAMS, workload=cases.assign(workload=-1.0))
    with pytest.raises(BadWorkload):
        merge_department_grids(layers, PARAMS, workload=cases.assign(workload=0.0))


def test_grids_over_several_communities_say_so(layers):
    first = layers["city"]
    west = first.geometry.centroid.x < first.geometry.centroid.x.median()
    code = np.where(west, "441302001001", "441302001002")
    layers = {**layers, "city": first.assign(code=code + first["code"])}
    result = merge_department_grids(layers, replace(PARAMS, grid_count=3))
    across = result.grids[result.grids["parent_code"].str.contains(",")]
    assert len(across)
    assert across["grid_code"].str.fullmatch(r"4413020016\d\d000").all()
    assert "grids_across_communities" in {notice.kind for notice in result.notes}


def test_weights_are_read_as_people_write_them():
    assert parse_weights("", ("a", "b")).values.tolist() == [1, 1]
    assert parse_weights("2，0.5", ("a", "b")).values.tolist() == [2, 0.5]
    assert parse_weights("2; INF", ("a", "b")).adopted == 1
    for text in ("1", "1,2,3", "a,b", "-1,2", "0,0", "nan,1"):
        with pytest.raises(BadText):
            parse_weights(text, ("a", "b"))
    with pytest.raises(SeveralAdopted):
        parse_weights("inf,inf", ("a", "b"))


def test_a_cancel_is_heard(layers):
    class Cancel(Progress):
        def tick(self, done, total):
            raise Cancelled

    with pytest.raises(Cancelled):
        merge_department_grids(layers, PARAMS, progress=Cancel())


def test_one_department_alone_is_its_own_unified_grid(layers):
    alone = {"police": layers["police"]}
    result = merge_department_grids(alone, PARAMS)
    assert len(result.grids) == len(layers["police"])
    assert result.figures.variation_of_information == pytest.approx(0, abs=1e-9)
    assert set(result.crosswalk["relation"]) == {"kept"}


def test_a_grid_without_a_code_is_refused(layers):
    bare = layers["police"].assign(code=[None, *layers["police"]["code"][1:]])
    with pytest.raises(MissingCodes) as caught:
        merge_department_grids({**layers, "police": bare}, PARAMS)
    assert caught.value.facts == {"layer": "police", "field": "code_fields", "count": 1}


def test_more_grids_than_atoms_are_refused_by_name(layers):
    with pytest.raises(MoreGridsThanPieces) as caught:
        merge_department_grids(layers, replace(PARAMS, grid_count=5_000))
    assert caught.value.facts["where"] == []


def test_grids_of_before_that_lie_elsewhere_are_no_guide(layers):
    elsewhere = communities().assign(geometry=communities().translate(50_000), grid_code=["1", "2"])
    result = merge_department_grids(layers, PARAMS, current=elsewhere[["grid_code", "geometry"]])
    fresh = merge_department_grids(layers, PARAMS)
    assert len(result.grids) == len(fresh.grids)
    assert not {"1", "2"} & set(result.grids["grid_code"])
    assert "grid_codes_retired" in {notice.kind for notice in result.notes}
