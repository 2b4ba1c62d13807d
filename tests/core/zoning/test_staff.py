# SPDX-License-Identifier: GPL-2.0-or-later
"""Every grid gets its chief and deputies; nobody on the staff table is lost without a word."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grid_planner.core.errors import EmptyTable, MissingCodes, NoStaffMatches
from grid_planner.core.params import StaffParams
from grid_planner.core.zoning.staff import assign_staff

GRIDS = pd.DataFrame({"grid_code": ["G3", "G1", "G2", "G4"]})


def roster(*rows):
    return pd.DataFrame(rows, columns=["grid_code", "person", "post", "duty"])


def kinds(assignment):
    return [notice.kind for notice in assignment.notes]


def staff_of(assignment, code):
    place = GRIDS["grid_code"].tolist().index(code)
    return assignment.staff_of_grid.iloc[place]


def test_the_post_decides_who_is_chief_whatever_the_order_of_the_table():
    staff = roster(
        ("G1", "李四", "网格员", "巡查"),
        ("G1", "张三", "网格长", "负责"),
        ("G2", "王五", "三级街长", None),
        ("G2", "赵六", "一级街长", None),
        ("G2", "孙七", "二级街长", None),
    )
    made = assign_staff(GRIDS, staff, StaffParams())
    one, two = staff_of(made, "G1"), staff_of(made, "G2")
    assert (one["chief"], one["posts"]) == ("张三", 2)
    assert pd.isna(one["chief_2"])
    assert one["duties"] == "张三 网格长: 负责; 李四 网格员: 巡查"
    assert two[["chief", "chief_2", "chief_3"]].tolist() == ["赵六", "孙七", "王五"]


def test_without_posts_the_first_of_the_table_is_chief_and_it_is_said():
    staff = roster(("G1", "B", None, None), ("G1", "A", None, None)).drop(columns=["post", "duty"])
    made = assign_staff(GRIDS, staff, StaffParams())
    assert staff_of(made, "G1")[["chief", "chief_2"]].tolist() == ["B", "A"]
    assert "chiefs_of_one_rank" in kinds(made)


def test_grids_without_a_chief_are_listed_with_the_posts_that_make_none():
    made = assign_staff(GRIDS, roster(("G1", "A", "网格员", None)), StaffParams())
    assert made.missing["grid_code"].tolist() == ["G1", "G2", "G3", "G4"]
    assert made.missing["posts"].tolist() == [1, 0, 0, 0]
    assert {"grids_without_chief", "staff_but_no_chief"} <= set(kinds(made))
    again = assign_staff(GRIDS, roster(("G1", "A", "网格员", None)), StaffParams("队长、网格员"))
    assert staff_of(again, "G1")["chief"] == "A"
    assert again.figures.without_chief == 3


def test_one_person_with_two_posts_on_a_grid_is_one_person_with_both_duties():
    staff = roster(("G1", "A", "网格员", "走访"), ("G1", "A", "网格长", "负责"))
    made = assign_staff(GRIDS, staff, StaffParams())
    grid = staff_of(made, "G1")
    assert (grid["chief"], grid["posts"], made.figures.persons) == ("A", 1, 1)
    assert "走访" in grid["duties"]
    assert "负责" in grid["duties"]


def test_one_name_on_two_grids_is_pointed_out():
    made = assign_staff(
        GRIDS, roster(("G1", "A", None, None), ("G2", "A", None, None)), StaffParams()
    )
    (notice,) = [n for n in made.notes if n.kind == "person_on_several_grids"]
    assert notice.facts["persons"] == {"A": "G1 + G2"}
    assert made.figures.persons == 1
    assert made.figures.with_chief == 2


def test_rows_that_belong_to_no_grid_are_kept_with_the_reason():
    staff = roster(
        ("G1", "A", None, None), (None, "B", None, None), ("G9", "C", None, None),
        ("G2", None, "网格长", None),
    )  # fmt: skip
    made = assign_staff(GRIDS, staff, StaffParams())
    assert dict(zip(made.unmatched["person"].fillna(""), made.unmatched["kind"])) == {
        "B": "staff_without_grid",
        "C": "staff_of_unknown_grid",
        "": "post_without_person",
    }
    assert pd.isna(staff_of(made, "G2")["chief"])


def test_parts_of_one_grid_get_the_same_chief_and_count_once():
    twice = pd.DataFrame({"grid_code": ["G1", "G1"]}, index=[7, 9])
    made = assign_staff(twice, roster(("G1", "A", None, None)), StaffParams())
    assert made.staff_of_grid["chief"].tolist() == ["A", "A"]
    assert made.staff_of_grid.index.tolist() == [7, 9]
    assert (made.figures.grids, made.figures.with_chief) == (1, 1)
    assert kinds(made) == ["features_of_one_grid"]


def test_76_of_76_grids_have_a_chief():
    codes = [f"441302081001U{n:03d}" for n in range(1, 77)]
    staff = pd.DataFrame({"grid_code": codes[::-1], "person": [f"P{n}" for n in range(76)]})
    made = assign_staff(pd.DataFrame({"grid_code": codes}), staff, StaffParams())
    assert (made.figures.grids, made.figures.with_chief, made.figures.without_chief) == (76, 76, 0)
    assert made.missing.empty
    assert made.notes == ()


@pytest.mark.parametrize(
    ("grids", "staff", "error"),
    [
        (pd.DataFrame({"grid_code": ["G1", None]}), roster(("G1", "A", None, None)), MissingCodes),
        (GRIDS, roster(), EmptyTable),
        (GRIDS, roster(("X1", "A", None, None)), NoStaffMatches),
        (GRIDS, roster((None, "A", None, None)), MissingCodes),
    ],
)
def test_input_that_gives_nothing_is_refused(grids, staff, error):
    with pytest.raises(error):
        assign_staff(grids, staff, StaffParams())


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["G1", "G2", "G3", "G9", None]),
            st.sampled_from(["A", "B", "C", None]),
            st.sampled_from(["网格长", "网格员", "一级街长", None]),
            st.sampled_from(["x", None]),
        ),
        min_size=1,
        max_size=25,
    )
)
def test_every_row_is_either_at_a_grid_or_listed(rows):
    staff = roster(("G4", "Z", "网格长", None), *rows)
    made = assign_staff(GRIDS, staff, StaffParams())
    placed = [row for row in rows if row[0] not in {None, "G9"} and row[1] is not None]
    assert len(made.unmatched) == len(rows) - len(placed)
    assert made.staff_of_grid["posts"].sum() == 1 + len({row[:2] for row in placed})
    assert made.figures.with_chief + made.figures.without_chief == made.figures.grids == 4
    for code, person, post, _ in placed:
        who = f"{person} {post}" if post else person
        assert who in staff_of(made, code)["duties"]
    chiefs = made.staff_of_grid[["chief", "chief_2", "chief_3"]]
    for row in chiefs.itertuples(index=False):
        named = [name for name in row if isinstance(name, str)]
        assert len(set(named)) == len(named)
        assert row[: len(named)] == tuple(named)
