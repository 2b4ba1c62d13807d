# SPDX-License-Identifier: GPL-2.0-or-later
"""Unit codes: built as the profile says, unique, and stable from run to run."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grid_planner.core.errors import BadTable, EmptyInput, MissingCodes, SerialOverflow
from grid_planner.core.params import CODE_PROFILES, SERIAL_ORDERS, EncodeParams
from grid_planner.core.units.code_profiles import PROFILE, code_profile, read_profiles
from grid_planner.core.units.encode import encode_units
from tests.core.blocks import frame, square

FIRST, SECOND = "441302001001", "441302001002"


def town(columns=3, rows=3, area=FIRST):
    """Return squares named by their place: a1 in the north-west, the letter is the row."""
    shapes, names = [], []
    for row in range(rows):
        for column in range(columns):
            shapes.append(square(column, rows - 1 - row))
            names.append(f"{'abcdefghij'[row]}{column + 1}")
    return named(shapes, names, [area] * len(shapes))


def named(shapes, names, areas, **columns):
    return frame(shapes, name=names, area_code=areas, **columns)


def encode(units, used=(), **params):
    return encode_units(units, EncodeParams(**params), used_codes=used)


def by_name(units, result):
    return dict(zip(units["name"], result.codes))


def kinds(result):
    return [note.kind for note in result.notes]


def serials(units, **params):
    codes = by_name(units, encode(units, **params))
    return [name for name, _ in sorted(codes.items(), key=lambda item: item[1])]


def test_numbers_run_in_rows_from_the_north_and_west_to_east():
    units = town()
    assert serials(units) == ["a1", "a2", "a3", "b1", "b2", "b3", "c1", "c2", "c3"]
    assert encode(units).codes.tolist() == [f"{FIRST}{n:03d}" for n in range(1, 10)]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("columns_west_east_north_south", "a1 b1 c1 a2 b2 c2 a3 b3 c3"),
        ("snake_north_south", "a1 a2 a3 b3 b2 b1 c1 c2 c3"),
    ],
)
def test_other_orders_can_be_chosen(order, names):
    assert serials(town(), serial_order=order) == names.split()


def test_a_row_is_as_high_as_asked():
    low, high = serials(town(2, 4)), serials(town(2, 4), row_height=200)
    assert low[:4] == ["a1", "a2", "b1", "b2"]
    assert set(high[:4]) == set(low[:4])
    assert {high[0][1], high[1][1]} == {"1"}


def test_every_area_counts_for_itself():
    units = town(4, 1)
    units["area_code"] = [FIRST, FIRST, SECOND, SECOND]
    assert encode(units).codes.tolist() == [
        f"{FIRST}001", f"{FIRST}002", f"{SECOND}001", f"{SECOND}002",
    ]  # fmt: skip


@given(st.integers(0, 1000), st.sampled_from(SERIAL_ORDERS))
def test_the_order_of_the_rows_of_the_layer_plays_no_part(seed, order):
    units = town(4, 4)
    units["area_code"] = [(FIRST, SECOND, f"{FIRST},{SECOND}")[n % 3] for n in range(16)]
    mixed = units.sample(frac=1, random_state=seed)
    assert by_name(units, encode(units, serial_order=order)) == by_name(
        mixed, encode(mixed, serial_order=order)
    )


@given(
    st.lists(st.tuples(st.sampled_from([FIRST, SECOND, "7", "71", "701"]), st.booleans()),
             min_size=1, max_size=30),
    st.sampled_from(CODE_PROFILES),
)  # fmt: skip
def test_codes_are_unique_and_stay_when_units_come_and_go(rows, profile):
    shapes = [square(n % 6, n // 6) for n in range(len(rows))]
    areas = [area for area, _ in rows]
    units = named(shapes, list(range(len(rows))), areas)
    first = encode(units, code_profile=profile)
    assert len(set(first.codes)) == len(rows)
    stays = np.array([keep for _, keep in rows])
    later = units.assign(kept_code=np.where(stays, first.codes, None))
    second = encode(later, used=first.codes.tolist(), code_profile=profile)
    assert (second.codes == first.codes)[stays].all()
    assert (second.new == ~stays).all()
    assert not set(second.codes[~stays]) & set(first.codes)
    assert len(set(second.codes)) == len(rows)
    third = encode(units.assign(kept_code=second.codes), code_profile=profile)
    assert (third.codes == second.codes).all()


def test_new_units_follow_the_highest_code_and_fill_no_hole():
    units = town(3, 1).assign(kept_code=[f"{FIRST}002", None, f"{FIRST}007"])
    assert encode(units).codes.tolist() == [f"{FIRST}002", f"{FIRST}008", f"{FIRST}007"]


def test_retired_codes_are_never_given_again():
    units = town(2, 1)
    assert encode(units, used=[f"{FIRST}041", None]).codes.tolist() == [
        f"{FIRST}042", f"{FIRST}043",
    ]  # fmt: skip


def test_a_code_at_several_units_is_retired():
    units = town(3, 1).assign(kept_code=[f"{FIRST}001", f"{FIRST}001", f"{FIRST}002"])
    result = encode(units)
    assert result.codes.tolist() == [f"{FIRST}003", f"{FIRST}004", f"{FIRST}002"]
    assert "codes_divided" in kinds(result)


def test_kept_codes_of_another_form_stay_and_are_named():
    units = town(2, 1).assign(kept_code=[f"{FIRST}05", None])
    result = encode(units)
    assert result.codes.tolist() == [f"{FIRST}05", f"{FIRST}006"]
    assert result.notes[0].facts["codes"] == [f"{FIRST}05"]


def test_a_unit_over_several_communities_gets_a_community_number_of_its_own():
    units = town(4, 1)
    units["area_code"] = [f"{SECOND}、{FIRST}", FIRST, f"{FIRST},{SECOND}", FIRST]
    assert encode(units).codes.tolist() == [
        "441302001601000", f"{FIRST}001", "441302001602000", f"{FIRST}002",
    ]  # fmt: skip


def test_community_numbers_of_such_units_are_never_given_again():
    units = town(2, 1, f"{FIRST},{SECOND}").assign(kept_code=["441302001601000", None])
    result = encode(units, used=["441302001604000"])
    assert result.codes.tolist() == ["441302001601000", "441302001605000"]


def test_a_unit_over_two_streets_goes_to_the_lower_one_and_is_named():
    result = encode(town(1, 1, f"441302002001,{FIRST}"))
    assert result.codes.tolist() == ["441302001601000"]
    assert kinds(result) == ["unit_across_streets"]


def test_the_old_profile_writes_two_digits():
    assert encode(town(2, 1), code_profile="CJT213_2005").codes.tolist() == [
        f"{FIRST}01", f"{FIRST}02",
    ]  # fmt: skip


def test_twenty_digits_begin_with_the_object_and_an_undivided_community_ends_in_zeros():
    units = town(3, 1)
    units["area_code"] = [FIRST, FIRST, SECOND]
    result = encode(units, code_profile="CJT349_2010", prefix="010200")
    assert result.codes.tolist() == [
        f"010200{FIRST}01", f"010200{FIRST}02", f"010200{SECOND}00",
    ]  # fmt: skip
    assert not result.notes


def test_custom_codes_are_area_and_serial_of_any_length():
    units = town(10, 10, "滨江")
    result = encode(units, code_profile="CUSTOM")
    assert result.codes[0] == "滨江001"
    assert result.codes[-1] == "滨江100"
    assert not result.notes


def test_area_codes_of_another_length_are_used_with_a_notice():
    result = encode(town(1, 1, "4413"))
    assert result.codes.tolist() == ["4413001"]
    assert kinds(result) == ["area_code_length"]


def many(count, area=FIRST):
    shapes = [square(n % 40, n // 40) for n in range(count)]
    return named(shapes, list(range(count)), [area] * count)


def test_overflow_names_the_community():
    assert len(set(encode(many(999)).codes)) == 999
    with pytest.raises(SerialOverflow) as overflow:
        encode(many(1000))
    assert overflow.value.facts == {"area": FIRST, "units": 1000, "capacity": 999}


def test_retired_codes_count_towards_overflow():
    with pytest.raises(SerialOverflow):
        encode(town(2, 1), used=[f"{FIRST}998"])


def test_letters_follow_999_only_where_asked_for():
    codes = sorted(encode(many(1101), letters=True).codes)
    assert codes[998:1000] == [f"{FIRST}999", f"{FIRST}A00"]
    assert codes[-1] == f"{FIRST}B01"
    again = town(1, 1)
    assert encode(again, used=codes, letters=True).codes.tolist() == [f"{FIRST}B02"]


def test_letters_overflow_too():
    with pytest.raises(SerialOverflow):
        encode(town(1, 1), used=[f"{FIRST}Z99"], letters=True)


def test_a_unit_without_area_is_refused():
    units = town(2, 1)
    units["area_code"] = [FIRST, None]
    with pytest.raises(MissingCodes) as missing:
        encode(units)
    assert missing.value.facts["count"] == 1


def test_no_unit_is_refused():
    with pytest.raises(EmptyInput):
        encode(town(1, 1).iloc[:0])


def test_the_shipped_table_has_every_profile():
    assert tuple(read_profiles()) == CODE_PROFILES
    assert code_profile("GBT47678_2026").parts == (6, 3, 3)


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("6+3+3,3", "6+3+x,3", "parts"),
        ("6+3+3,3", "6+3+3,none", "serial_digits"),
        ("[0-9A-Z]{15}", "[0-9A-Z", "pattern"),
        ("GBT47678_2026,6", "GBT1,6", "profile"),
    ],
)
def test_a_bad_profile_is_named_by_its_line(tmp_path, old, new, column):
    file = tmp_path / "方案.csv"
    text = PROFILE.read_text(encoding="utf-8").replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    line = next(n for n, row in enumerate(text.splitlines(), 1) if row.startswith("GBT"))
    with pytest.raises(BadTable) as fault:
        read_profiles(file)
    assert (fault.value.facts["line"], fault.value.facts["column"]) == (line, column)
