# SPDX-License-Identifier: GPL-2.0-or-later
"""Communities and street offices: a coverage with lines 1-3 m off the streets they mean."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from . import skeleton
from .ground import GRID, Geometries, faces, node, stream, whole_millimetres
from .hand import Hand, arcs_between, redrawn
from .streets import Streets

SHARED_CELL = (-1000.0, 560.0)
"""The superblock at this place belongs to two communities; their line follows local streets."""
ISLAND_OWNER = "沙洲社区"
ENCLAVE_AT, ENCLAVE_OWNER = (1010.0, -820.0), "工业园社区"
HAND = Hand(simplified=0.6, vertex_every=55.0, off=(1.1, 2.7))


@dataclass(frozen=True)
class Communities:
    """Polygons with codes; `enclave` is the piece of one community inside another."""

    polygons: Geometries
    codes: np.ndarray
    names: np.ndarray
    streets: Geometries
    enclave: shapely.Polygon
    enclave_host: str


def owners(net: Streets) -> tuple[np.ndarray, int, int]:
    """Community number of each parcel, the enclave's parcel and its host."""
    hearts = np.array([(x, y) for _, _, x, y in skeleton.COMMUNITIES], float)
    border = skeleton.outline()
    lines = [street.line for street in skeleton.MAIN_STREETS if not street.name.startswith("滨江")]
    cells = faces(node([*lines, skeleton.river_middle(), border.boundary]))
    cells = cells[shapely.contains(border, shapely.point_on_surface(cells))]
    of_cell = skeleton.nearest(cells, hearts)
    parcel, cell = shapely.STRtree(cells).query(
        shapely.point_on_surface(net.parcels), predicate="within"
    )
    owner = np.full(len(net.parcels), -1)
    owner[parcel] = of_cell[cell]
    shared = np.flatnonzero(shapely.contains(cells, shapely.Point(SHARED_CELL)))[0]
    within = parcel[cell == shared]
    names = [name for name, *_ in skeleton.COMMUNITIES]
    pair = [names.index("学府社区"), names.index("西岭社区")]
    places = shapely.get_coordinates(shapely.centroid(net.parcels[within]))
    owner[within] = np.where(
        places[:, 0] + 0.3 * places[:, 1] > SHARED_CELL[0] + 0.3 * SHARED_CELL[1], *pair
    )
    owner[shapely.within(shapely.point_on_surface(net.parcels), skeleton.island_shore())] = (
        names.index(ISLAND_OWNER)
    )
    enclave, host = enclave_parcel(net.parcels, owner)
    owner[enclave] = names.index(ENCLAVE_OWNER)
    return owner, enclave, host


def enclave_parcel(parcels: Geometries, owner: np.ndarray) -> tuple[int, int]:
    """The middle-sized parcel nearest to ENCLAVE_AT with only neighbours of its own community."""
    away = shapely.distance(shapely.centroid(parcels), shapely.Point(ENCLAVE_AT))
    tree = shapely.STRtree(parcels)
    for i in np.argsort(away, kind="stable"):
        around = tree.query(parcels[i], predicate="intersects")
        if (owner[around] == owner[i]).all() and 8000 < parcels[i].area < 17000:
            return int(i), int(owner[i])
    raise ValueError("no parcel for the enclave")


def drawn_lines(regions: Geometries) -> Geometries:
    """The lines as somebody digitised them; the border of the district stays."""
    border = skeleton.outline().boundary
    arcs = arcs_between(regions)
    inner = ~shapely.covers(border.buffer(0.01), arcs)
    drawn = [
        redrawn(arc, HAND, stream("communities", number)) if inner[number] else arc
        for number, arc in enumerate(arcs)
    ]
    return whole_millimetres(np.array(drawn, object))


def build_communities(net: Streets) -> Communities:
    """18 communities in 4 street offices."""
    owner, enclave, host = owners(net)
    count = len(skeleton.COMMUNITIES)
    regions = np.array(
        [shapely.union_all(net.parcels[owner == k], grid_size=GRID) for k in range(count)], object
    )
    pieces = faces(node(drawn_lines(regions)))
    piece, region = shapely.STRtree(regions).query(
        shapely.point_on_surface(pieces), predicate="within"
    )
    label = np.full(len(pieces), -1)
    label[piece] = region
    serial, codes = {}, []
    for _, office, _, _ in skeleton.COMMUNITIES:
        serial[office] = serial.get(office, 0) + 1
        codes.append(f"{skeleton.STREET_OFFICES[office][0]}{serial[office]:03d}")
    polygons = np.array([shapely.union_all(pieces[label == k]) for k in range(count)], object)
    office_of = np.array([office for _, office, _, _ in skeleton.COMMUNITIES])
    offices = [
        shapely.coverage_union_all(pieces[np.isin(label, np.flatnonzero(office_of == k))])
        for k in range(len(skeleton.STREET_OFFICES))
    ]
    spot = net.parcels[enclave].representative_point()
    return Communities(
        shapely.normalize(polygons),
        np.array(codes),
        np.array([name for name, *_ in skeleton.COMMUNITIES]),
        shapely.normalize(np.array(offices, object)),
        pieces[shapely.contains(pieces, spot)][0],
        codes[host],
    )
