# SPDX-License-Identifier: GPL-2.0-or-later
"""Codes and names of the grids, in the manner of each department."""

from __future__ import annotations

import numpy as np
import shapely

from .. import skeleton
from ..communities import Communities
from .survey import Grids

STATION = 51
"""Digits 7 and 8 of a police station's code (GA/T 380: stations from 51 on)."""
GREEN_CLASS = {"park": "G12", "bank": "G14", "belt": "G2"}
"""Classes of urban green (CJJ/T 85-2017): community park, garden along the water, protective."""
GREEN_NAME = {"park": "公园", "bank": "滨江绿地", "belt": "防护绿地"}


def serials(owner: np.ndarray, grids: Grids) -> list[int]:
    """1, 2, 3 ... within each owner, from west to east."""
    middle = np.round(shapely.get_coordinates(shapely.centroid(grids.meant)), 2)
    serial = np.zeros(len(owner), int)
    for k in np.unique(owner):
        inside = np.flatnonzero(owner == k)
        order = np.lexsort((middle[inside, 1], middle[inside, 0]))
        serial[inside[order]] = np.arange(1, len(inside) + 1)
    return serial.tolist()


def city_management(grids: Grids, admin: Communities) -> tuple[list[str], list[str]]:
    """Community and two digits (14, as in CJ/T 213-2005)."""
    rows = list(zip(admin.codes[grids.community], admin.names[grids.community]))
    number = serials(grids.community, grids)
    codes = [f"{code}{n:02d}" for (code, _), n in zip(rows, number)]
    return codes, [f"{name}第{n}责任网格" for (_, name), n in zip(rows, number)]


def police(grids: Grids, admin: Communities) -> tuple[list[str], list[str]]:
    """Station and four digits (12, as the code of a police body)."""
    office = office_of(grids, admin)
    number = serials(office, grids)
    stations = [name.removesuffix("街道") + "派出所" for _, name in skeleton.STREET_OFFICES]
    codes = [f"441302{STATION + k}{n:04d}" for k, n in zip(office, number)]
    return codes, [f"{stations[k]}{n:02d}警务区" for k, n in zip(office, number)]


def sanitation(grids: Grids, admin: Communities) -> tuple[list[str], list[str]]:
    """Street office and serial; named after the street that is swept."""
    office = office_of(grids, admin)
    number, section = serials(office, grids), serials(grids.trait, grids)
    codes = [f"HW{skeleton.STREET_OFFICES[k][0][6:]}-{n:03d}" for k, n in zip(office, number)]
    return codes, [f"{street}保洁{n}段" for street, n in zip(grids.trait, section)]


def greening(grids: Grids, admin: Communities) -> tuple[list[str], list[str]]:
    """Class of green and serial; named after the community."""
    classes = np.array([GREEN_CLASS[kind] for kind in grids.trait])
    codes = [f"{c}-{n:04d}" for c, n in zip(classes, serials(classes, grids))]
    places = [f"{admin.names[k]}{GREEN_NAME[t]}" for k, t in zip(grids.community, grids.trait)]
    number = serials(np.array(places), grids)
    return codes, [f"{place}{n}" for place, n in zip(places, number)]


def residents(grids: Grids, admin: Communities) -> tuple[list[str], list[str]]:
    """Last six digits of the community and three of the grid."""
    rows = list(zip(admin.codes[grids.community], admin.names[grids.community]))
    number = serials(grids.community, grids)
    codes = [f"{code[6:]}-{n:03d}" for (code, _), n in zip(rows, number)]
    return codes, [f"{name}{n:02d}号微网格" for (_, name), n in zip(rows, number)]


def office_of(grids: Grids, admin: Communities) -> np.ndarray:
    """Number of the street office of each grid."""
    offices = [code for code, _ in skeleton.STREET_OFFICES]
    return np.array([offices.index(admin.codes[k][:9]) for k in grids.community])
