# SPDX-License-Identifier: GPL-2.0-or-later
"""Who answers for which grid, at which post, with which duty (定人、定岗、定责)."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..errors import EmptyTable, MissingCodes, NoStaffMatches, Notice
from ..params import StaffParams
from ..progress import NULL_PROGRESS, Progress

CHIEFS = ("chief", "chief_2", "chief_3")
"""Up to three chiefs a grid, as with street chiefs of three ranks (一、二、三级街长)."""
SEPARATORS = re.compile(r"[,，、;；]")
BETWEEN = "; "
AND = " + "
STEPS = 3  # of the progress
NO_CHIEF = np.iinfo(np.int64).max
"""Rank of a post that makes nobody chief."""


@dataclass(frozen=True)
class StaffFigures:
    """How many distinct grids there are, with and without a chief; persons and rows left over."""

    grids: int
    with_chief: int
    without_chief: int
    persons: int
    rows_unmatched: int


@dataclass(frozen=True)
class Assignment:
    """The staff of every grid.

    `staff_of_grid`: `chief, chief_2, chief_3, posts, duties` of each row of the grids, in their
    order. `missing`: `grid_code, posts` of the grids without a chief. `unmatched`: rows of the
    staff table that belong to no grid, with `kind` and `facts`.
    """

    staff_of_grid: pd.DataFrame
    missing: pd.DataFrame
    unmatched: pd.DataFrame
    figures: StaffFigures
    notes: tuple[Notice, ...] = ()


def assign_staff(
    grids: pd.DataFrame,
    staff: pd.DataFrame,
    params: StaffParams,
    *,
    progress: Progress = NULL_PROGRESS,
) -> Assignment:
    """Give every grid its chief, deputies, number of posts and duties.

    `grids`: `grid_code`. `staff`: `grid_code, person` and optional `post, duty`, one row a person
    and post, in the order of the roster. Where posts are given, those in `params.chief_posts` make
    a chief, the first listed before the others; else the first of the roster is chief.

    Raises MissingCodes, EmptyTable, NoStaffMatches.
    """
    params.validate()
    codes = grids["grid_code"]
    if codes.isna().any():
        raise MissingCodes(layer="grids", field="grid_code", count=int(codes.isna().sum()))
    roster = _roster(staff, set(codes))
    _refuse_strangers(roster, codes)
    progress.tick(1, STEPS)
    placed = _ranked(roster[roster["kind"] == ""], params)
    progress.tick(2, STEPS)
    of_grid = _by_grid(placed).reindex(np.unique(codes.to_numpy(str)))
    of_grid["posts"] = of_grid["posts"].fillna(0).astype(int)
    bare = of_grid[of_grid["chief"].isna()]
    unmatched = _unmatched(roster)
    progress.tick(STEPS, STEPS)
    figures = StaffFigures(
        grids=len(of_grid),
        with_chief=len(of_grid) - len(bare),
        without_chief=len(bare),
        persons=placed["person"].nunique(),
        rows_unmatched=len(unmatched),
    )
    return Assignment(
        of_grid.loc[codes].set_axis(grids.index),
        bare.rename_axis("grid_code").reset_index()[["grid_code", "posts"]],
        unmatched,
        figures,
        tuple(_notes(codes, placed, of_grid, unmatched)),
    )


def _roster(staff: pd.DataFrame, codes: set[str]) -> pd.DataFrame:
    """Return the rows of the staff table; `kind` says why a row belongs to no grid, "" if it does.

    Columns that were not given are empty.
    """
    if staff.empty:
        raise EmptyTable(layer="staff")
    roster = staff.reindex(columns=["grid_code", "person", "post", "duty"]).reset_index(drop=True)
    roster = roster.astype(object).where(roster.notna(), None)
    roster["kind"] = np.select(
        [roster["grid_code"].isna(), ~roster["grid_code"].isin(codes), roster["person"].isna()],
        ["staff_without_grid", "staff_of_unknown_grid", "post_without_person"],
        "",
    )
    return roster


def _refuse_strangers(roster: pd.DataFrame, codes: pd.Series) -> None:
    """Raise when no row names a grid: the wrong field was chosen, or another place's table."""
    if roster["kind"].isin(["", "post_without_person"]).any():
        return
    named = roster["grid_code"].dropna()
    if named.empty:
        raise MissingCodes(layer="staff", field="staff_code_field", count=len(roster))
    raise NoStaffMatches(
        count=len(roster), codes=sorted(set(named)), examples=sorted(set(codes))[:3]
    )


def _ranked(placed: pd.DataFrame, params: StaffParams) -> pd.DataFrame:
    """Return persons with a grid, chiefs first in the order of their posts, then as in the roster.

    `rank` is `NO_CHIEF` where the post makes nobody chief.
    """
    rank = np.zeros(len(placed), np.int64)
    if placed["post"].notna().any():
        posts = [post.strip() for post in SEPARATORS.split(params.chief_posts) if post.strip()]
        order = {post: place for place, post in reversed(list(enumerate(posts)))}
        rank = np.array([order.get(post, NO_CHIEF) for post in placed["post"]], np.int64)
    return placed.assign(rank=rank).sort_values(["grid_code", "rank"], kind="stable")


def _by_grid(placed: pd.DataFrame) -> pd.DataFrame:
    """Return one row a grid: its chiefs, how many persons it has, and who does what."""
    persons = placed.drop_duplicates(["grid_code", "person"])
    chiefs = persons[persons["rank"] != NO_CHIEF]
    place = chiefs.groupby("grid_code").cumcount()
    table = pd.DataFrame(index=persons["grid_code"].unique())
    for number, column in enumerate(CHIEFS):
        table[column] = chiefs[place == number].set_index("grid_code")["person"]
    table["posts"] = persons.groupby("grid_code").size()
    said = placed.assign(said=_said(placed)).drop_duplicates(["grid_code", "said"])
    table["duties"] = said.groupby("grid_code")["said"].agg(BETWEEN.join)
    return table


def _said(placed: pd.DataFrame) -> list[str]:
    """Return person, post and duty of each row as a grid's card shows them."""
    said = []
    for person, post, duty in zip(placed["person"], placed["post"], placed["duty"]):
        who = f"{person} {post}" if post else str(person)
        said.append(f"{who}: {duty}" if duty else who)
    return said


def _unmatched(roster: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that belong to no grid, with the facts of the reason."""
    rows = roster[roster["kind"] != ""].reset_index(drop=True)
    facts = [{"grid": code} for code in rows["grid_code"]]
    return rows.assign(facts=pd.Series(facts, dtype=object))


def _notes(
    codes: pd.Series, placed: pd.DataFrame, of_grid: pd.DataFrame, unmatched: pd.DataFrame
) -> list[Notice]:
    """Say what a planner has to look at; nothing of it stops the assignment."""
    notes = []
    twice = sorted(set(codes[codes.duplicated()]))
    if twice:
        notes.append(Notice("features_of_one_grid", {"codes": twice}))
    bare = of_grid[of_grid["chief"].isna()]
    if len(bare):
        facts = {"count": len(bare), "total": len(of_grid), "grids": bare.index.tolist()}
        notes.append(Notice("grids_without_chief", facts))
    idle = placed[placed["grid_code"].isin(bare.index)]
    if len(idle):
        posts = sorted({str(post) for post in idle["post"].dropna()})
        facts = {"count": idle["grid_code"].nunique(), "posts": posts, "parameter": "chief_posts"}
        notes.append(Notice("staff_but_no_chief", facts))
    notes += _doubtful(placed)
    if len(unmatched):
        notes.append(Notice("staff_unmatched", {"count": len(unmatched)}))
    return notes


def _doubtful(placed: pd.DataFrame) -> list[Notice]:
    """Name grids with two chiefs of one rank, and persons who stand at several grids."""
    notes = []
    chiefs = placed[placed["rank"] != NO_CHIEF].drop_duplicates(["grid_code", "person"])
    first = chiefs.groupby("grid_code")["rank"].transform("min")
    equal = chiefs[chiefs["rank"] == first].groupby("grid_code").size()
    if (equal > 1).any():
        grids = sorted(equal.index[equal > 1])
        notes.append(Notice("chiefs_of_one_rank", {"count": len(grids), "grids": grids}))
    grids_of = placed.groupby("person")["grid_code"].agg(lambda codes: sorted(set(codes)))
    several = grids_of[grids_of.map(len) > 1].map(AND.join)
    if len(several):
        facts = {"count": len(several), "persons": several.to_dict()}
        notes.append(Notice("person_on_several_grids", facts))
    return notes
