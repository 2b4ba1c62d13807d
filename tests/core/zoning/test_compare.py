# SPDX-License-Identifier: GPL-2.0-or-later
"""Two plans compared: grids are matched by what they have in common, never by their codes alone."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grid_planner.core import errors
from grid_planner.core.zoning.compare import compare_plans, match_grids
from grid_planner.core.zoning.table import NONE, Labelled
from tests.core.blocks import city, squares


def labels(codes):
    names = tuple(sorted({code for code in codes if code is not None}))
    index = [names.index(code) if code is not None else NONE for code in codes]
    return Labelled(np.array(index, np.int64), names)


def in_common(workload, before, after, successor):
    known = (before.index != NONE) & (after.index != NONE)
    stays = known & (successor[before.index] == after.index)
    return workload[stays].sum()


def best_by_trying_all(workload, before, after):
    """Return the largest workload in common of all one-to-one matchings."""
    shared = np.zeros((len(before.names), len(after.names)))
    known = (before.index != NONE) & (after.index != NONE)
    np.add.at(shared, (before.index[known], after.index[known]), workload[known])
    if shared.shape[0] > shared.shape[1]:
        shared = shared.T
    rows = np.arange(len(shared))
    return max(shared[rows, list(p)].sum() for p in permutations(range(shared.shape[1]), len(rows)))


codes = st.sampled_from(["a", "b", "c", "d", "e", None])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(codes, codes, st.floats(0.0, 100.0, width=32)), min_size=1, max_size=14
    ).filter(lambda rows: any(r[0] for r in rows) and any(r[1] for r in rows))
)
def test_no_other_matching_keeps_more_workload(rows):
    workload = np.array([row[2] for row in rows])
    before, after = labels([row[0] for row in rows]), labels([row[1] for row in rows])
    successor = match_grids(workload, before, after)
    lives = successor[successor != NONE]
    assert len(set(lives.tolist())) == len(lives)
    got = in_common(workload, before, after, successor)
    assert got == pytest.approx(best_by_trying_all(workload, before, after), rel=1e-6, abs=1e-6)


def plans(seed, grids=8, moved=0.2):
    """Return a city with a plan in columns and another one that moved some units."""
    units = city(8, 8, seed)
    rng = np.random.default_rng(seed)
    before = np.array([f"g{k % grids}" for k in range(len(units))], object)
    after = before.copy()
    changed = rng.random(len(units)) < moved
    after[changed] = [f"g{k}" for k in rng.integers(0, grids + 2, changed.sum())]
    after[:2] = None
    return units.assign(before_grid=before, after_grid=after)


@pytest.mark.parametrize("seed", range(5))
def test_the_totals_are_the_sums_of_their_parts(seed):
    units = plans(seed)
    result = compare_plans(units)
    figures, grids, moved = result.figures, result.grids, result.units["moved"]
    assert figures.units_moved == moved.sum()
    assert figures.workload_moved == pytest.approx(units["workload"][moved].sum())
    assert grids["units_left"].sum() == figures.units_moved  # nobody was without a grid before
    assert grids["units_came"].sum() == figures.units_moved - 2  # two are without one after
    assert grids["units_before"].sum() == len(units)
    assert grids["units_after"].sum() == len(units) - 2
    assert grids["workload_before"].sum() == pytest.approx(units["workload"].sum())
    counted = grids["kind"].value_counts()
    for kind in ("kept", "changed", "new", "dissolved"):
        assert getattr(figures, f"grids_{kind}") == counted.get(kind, 0)
    assert sorted(grids["grid_before"].dropna()) == sorted(set(units["before_grid"]))
    assert sorted(grids["grid_after"].dropna()) == sorted(set(units["after_grid"].dropna()))
    assert (grids["units_before"] - grids["units_left"] + grids["units_came"]).equals(
        grids["units_after"]
    )


@pytest.mark.parametrize("seed", range(3))
def test_new_codes_for_all_grids_move_nothing(seed):
    units = plans(seed, moved=0)
    units["after_grid"] = [f"new {int(code[1:]) * 7 % 8}" for code in units["before_grid"]]
    result = compare_plans(units)
    assert result.figures.units_moved == 0
    assert set(result.grids["kind"]) == {"kept"}
    assert [note.kind for note in result.notes] == ["nothing_moved", "grids_renamed"]
    assert result.notes[1].facts["count"] == 8


def test_the_same_plan_twice_moves_nothing_and_says_so():
    units = plans(1)
    result = compare_plans(units.assign(after_grid=units["before_grid"]))
    assert result.figures.units_moved == 0
    assert result.figures.workload_moved == 0
    assert result.before == result.after
    assert [note.kind for note in result.notes] == ["nothing_moved"]


@pytest.mark.parametrize("seed", range(3))
def test_row_order_does_not_matter(seed):
    units = plans(seed)
    shuffled = units.sample(frac=1, random_state=seed)
    one, other = compare_plans(units), compare_plans(shuffled)
    assert one.figures == other.figures
    assert one.grids.equals(other.grids)
    moves = ["moved", "from_grid", "to_grid", "workload"]
    assert one.units[moves].equals(other.units[moves].sort_index())


def test_a_known_change():
    units = squares([(i, 0) for i in range(8)], [1, 1, 1, 1, 5, 1, 2, 1])
    units["before_grid"] = ["a", "a", "b", "b", "c", "c", "d", None]
    units["after_grid"] = ["x", "x", "b", "x", "c", "a", "c", "a"]
    result = compare_plans(units)
    grids = result.grids.set_index("grid_before")
    assert grids.loc["a", ["grid_after", "kind", "units_came", "units_left"]].tolist() == [
        "x", "changed", 1, 0,
    ]  # fmt: skip
    assert grids.loc["a", "change_pct"] == pytest.approx(50)
    assert grids.loc["d", "kind"] == "dissolved"
    moves = result.units.set_index(units["unit_code"])
    assert moves.index[moves["moved"]].tolist() == ["D", "F", "G", "H"]
    assert moves.loc["D", ["from_grid", "to_grid"]].tolist() == ["b", "a"]  # x is what was a
    assert moves.loc["F", ["from_grid", "to_grid"]].tolist() == ["c", "a*"]  # another a than before
    assert moves.loc["H", "to_grid"] == "a*"
    assert moves["from_grid"].isna().tolist() == [False] * 7 + [True]
    assert result.figures.workload_moved == 5
    assert [note.kind for note in result.notes] == ["grids_renamed", "units_without_grid_before"]


def test_of_equal_matchings_the_one_that_keeps_codes_is_taken():
    units = squares([(0, 0), (1, 0), (2, 0), (3, 0)])
    units["before_grid"] = ["a", "a", "b", "b"]
    units["after_grid"] = ["b", "a", "b", "a"]
    result = compare_plans(units)
    assert result.grids["grid_before"].tolist() == result.grids["grid_after"].tolist()
    assert result.figures.units_moved == 2


def test_every_unit_can_move():
    units = squares([(0, 0), (1, 0)]).assign(before_grid=["a", None], after_grid=[None, "b"])
    result = compare_plans(units)
    assert result.figures.units_moved == 2
    assert sorted(result.grids["kind"]) == ["dissolved", "new"]


def test_units_of_no_workload_still_keep_their_grid():
    units = squares([(0, 0), (1, 0)], [0.0, 4.0]).assign(before_grid=["a", "b"])
    result = compare_plans(units.assign(after_grid=["x", "y"]))
    assert result.figures.units_moved == 0
    assert np.isnan(result.grids["change_pct"][0])


def test_bad_input_is_refused():
    units = plans(1)
    with pytest.raises(errors.MissingField):
        compare_plans(units.drop(columns="after_grid"))
    with pytest.raises(errors.MissingCodes):
        compare_plans(units.assign(before_grid=None))
    with pytest.raises(errors.DuplicateCodes):
        compare_plans(units.assign(unit_code="one"))
