# SPDX-License-Identifier: GPL-2.0-or-later
"""The house as boxes: the folders of the plugin, and the arrows between them, from the code."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from .imports import DOMAINS, GROUND, Import, floor, imports_of
from .sources import Source

BESIDE = "beside the floors"


@dataclass
class Box:
    """A folder, or a module that stands alone; `uses` are the boxes that it imports at run time."""

    name: str
    row: int  # the least row from above that it may stand in
    says: str = ""  # first sentence of its docstring
    inside: list[str] = field(default_factory=list)  # folders in it, or the modules it stands for
    uses: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)  # of what it uses, as they stand in an import


ROWS = {"plugin": 0, "ui": 1, "algorithms": 1, "bridge": 2, "ground": 3}
DOMAIN_ROW, SHARED_ROW = 4, 5
# Nearly all of core imports these, so that arrows to them would say nothing.
FOUNDATION = {"core/arrays", "core/errors", "core/params", "core/progress"}


def boxes_of(sources: list[Source]) -> dict[str, Box]:
    """Return the boxes by name, with what they use."""
    boxes: dict[str, Box] = {}
    for source in sources:
        name = box_name(source.module)
        if name and name not in boxes:
            boxes[name] = Box(name, _least_row(name))
    for source in sources:
        name = box_name(source.module)
        if not name:
            continue
        if name == source.module.replace(".", "/"):
            boxes[name].says = _purpose(source)
        elif source.is_package or name == BESIDE:
            boxes[name].inside.append(source.module.split(".")[-1])
    if BESIDE in boxes:
        boxes[BESIDE].says = "What every floor above core may use."
        boxes[BESIDE].inside = sorted({s.module.split(".")[0] for s in sources} & GROUND)
    for one in imports_of(sources):
        _add_arrow(boxes, one)
    return boxes


def box_name(module: str) -> str:
    """Return the box that `module` stands in: a floor, or a part of core; "" for the packages."""
    parts = module.split(".")
    if parts[0] == "core":
        return "/".join(parts[:2]) if len(parts) > 1 else ""
    return BESIDE if floor(module) == "ground" else parts[0]


def reduced(boxes: dict[str, Box]) -> list[tuple[str, str]]:
    """Return the arrows without those that follow from others or lead to the foundation."""
    reach: dict[str, set[str]] = {}

    def reachable(name: str) -> set[str]:
        if name not in reach:
            reach[name] = set().union(*({used} | reachable(used) for used in boxes[name].uses))
        return reach[name]

    return [
        (name, used)
        for name, box in sorted(boxes.items())
        for used in sorted(box.uses - FOUNDATION)
        if not any(used in reachable(other) for other in box.uses - {used})
    ]


def _add_arrow(boxes: dict[str, Box], one: Import) -> None:
    here = box_name(one.module)
    there = box_name(one.target) if one.inside else ""
    if here and there and here != there and not one.for_types:
        boxes[here].uses.add(there)
        boxes[here].names.add(one.target.split(".")[1 if there.startswith("core/") else 0])


def _least_row(name: str) -> int:
    if name.startswith("core/"):
        return DOMAIN_ROW if name.split("/")[1] in DOMAINS else SHARED_ROW
    return ROWS["ground" if name == BESIDE else name]


def _purpose(source: Source) -> str:
    first = (ast.get_docstring(source.tree) or "").split("\n\n")[0]
    return " ".join(first.replace("`", "").split())
