# SPDX-License-Identifier: GPL-2.0-or-later
"""Areas divided in groups: fitted together without a gap, whatever the groups and workers."""

import numpy as np
import pytest
import shapely
from shapely.affinity import rotate

from grid_planner.core.params import BaseUnitParams, ComputeParams
from grid_planner.core.progress import Cancelled
from grid_planner.core.units import parts
from grid_planner.core.units.build import BaseUnits, build_base_units
from tests.core.cancelling import cancel_beyond
from tests.core.town import SmallTown, small_town

TURN = 23.0  # degrees: borders that no cut meets at a whole millimetre


def turned_town(seed: int) -> SmallTown:
    town = small_town(seed)
    centre = town.areas.union_all().centroid
    return SmallTown(
        *(
            frame.set_geometry([rotate(shape, TURN, origin=centre) for shape in frame.geometry])
            for frame in (town.areas, town.streets, town.paths, town.buildings)
        )
    )


def divide(town: SmallTown, **options: object) -> BaseUnits:
    return build_base_units(
        town.areas,
        BaseUnitParams(target_area=2_500, min_area=1_000, max_area=5_000, min_width=10),
        weak_lines=town.paths,
        buildings=town.buildings,
        **options,
    )


@pytest.fixture
def one_area_a_part(monkeypatch):
    monkeypatch.setattr(parts, "FACES_IN_PART", 1)


@pytest.mark.parametrize("seed", range(5))
def test_parts_fit_together_to_the_millimetre_and_cut_no_building(one_area_a_part, seed):
    made = divide(turned_town(seed))
    assert made.certificate.valid
    assert made.certificate.unmatched_length_m == 0
    assert (made.figures.gap_area, made.figures.overlap_area) == (0, 0)
    listed = (made.exceptions["kind"] == "building_on_area_border").sum()
    assert made.figures.buildings_cut == listed


def test_groups_change_the_cells_by_millimetres_only(monkeypatch):
    town = turned_town(1)
    together = divide(town)
    monkeypatch.setattr(parts, "FACES_IN_PART", 1)
    apart = divide(town)
    assert apart.units["unit_code"].tolist() == together.units["unit_code"].tolist()
    difference = shapely.area(
        shapely.symmetric_difference(
            apart.units.geometry.to_numpy(), together.units.geometry.to_numpy()
        )
    )
    assert difference.max() < 0.002 * apart.units["perimeter_m"].max()


def test_workers_change_nothing(one_area_a_part):
    town = turned_town(2)
    alone = divide(town, compute=ComputeParams(workers=1))
    four = divide(town, compute=ComputeParams(workers=4))
    wkb = [shapely.to_wkb(made.units.geometry.to_numpy()) for made in (alone, four)]
    assert np.array_equal(*wkb)


def test_a_cancel_is_heard_between_parts(one_area_a_part):
    with pytest.raises(Cancelled):
        divide(turned_town(3), progress=cancel_beyond(0.3))
