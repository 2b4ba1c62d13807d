# SPDX-License-Identifier: GPL-2.0-or-later
"""What was drawn by hand: outline, waters, railway, main streets, zones, community hearts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .ground import Geometries, curve, whole_millimetres

# Metres east and north of the town centre. Tables below are set by hand, like a drawing.
# fmt: off
OUTLINE = [
    (-2330, 300), (-2270, 700), (-2150, 1010), (-2180, 1330), (-1960, 1560), (-1560, 1660),
    (-1290, 1880), (-820, 1960), (-420, 2010), (0, 2050), (480, 2030), (860, 2130), (1200, 1960),
    (1430, 1800), (1820, 1760), (2060, 1490), (2040, 1160), (2190, 860), (2280, 480), (2420, 60),
    (2390, -300), (2220, -620), (2210, -1020), (2060, -1320), (1790, -1500), (1420, -1640),
    (1180, -1930), (760, -2060), (300, -2010), (-60, -2080), (-620, -2040), (-1040, -1880),
    (-1420, -1700), (-1700, -1660), (-1900, -1330), (-2080, -1020), (-2050, -640), (-2180, -260),
]
RIVER = [
    (-2800, 960), (-2250, 560), (-1700, 330), (-1150, 420), (-650, 460), (-180, 230),
    (180, -170), (620, -420), (1130, -390), (1600, -130), (2100, -170), (2800, -420),
]
RIVER_HALF_WIDTH = [52, 50, 46, 50, 58, 60, 62, 104, 66, 58, 60, 60]
"""At the points of RIVER, m; wide where the island lies."""
ISLAND_AT, ISLAND_LENGTH, ISLAND_WIDTH = (640, -424), 262, 66
RAILWAY = [
    (-2800, 1240), (-2150, 1330), (-1500, 1370), (-800, 1500), (0, 1520), (800, 1440),
    (1500, 1250), (2150, 1010), (2800, 800),
]
CREEK = [
    (-420, 2700), (-360, 2050), (-300, 1700), (-380, 1380), (-300, 1040), (-410, 800),
    (-330, 600), (-400, 420),
]
CREEK_HALF_WIDTH = 7.0
ZONES = (
    ("old", -330, -230), ("old", -360, 60), ("old", -980, -80),
    ("homes", -330, -800), ("homes", -950, -700), ("homes", -1000, 800), ("homes", -1000, 600),
    ("homes", -250, 1280), ("homes", 1050, 1080), ("homes", -1600, 1180), ("homes", -1600, 860),
    ("homes", -1600, 560), ("homes", -250, 620), ("homes", -980, 1580), ("homes", -200, 1620),
    ("homes", 500, 1580), ("homes", 1130, 1650), ("homes", 1560, 900), ("homes", 1560, 80),
    ("homes", 1050, -880), ("homes", 400, -700), ("homes", 1050, -620), ("homes", 1550, -450),
    ("homes", -1050, -1280), ("homes", -1050, -1600), ("homes", -320, -1700),
    ("homes", -1620, -1180), ("homes", -1620, 250), ("homes", -1620, -850),
    ("homes", 350, -1400), ("homes", 2050, 700), ("homes", 1620, 1200),
    ("village", -1640, -560), ("village", -1600, 60), ("village", 1600, 1480),
    ("factory", 420, -1180), ("factory", 1000, -1180), ("factory", 1000, -1360),
    ("factory", 620, -1600), ("factory", 1600, -1350), ("factory", 1700, -820),
    ("factory", 1150, -1800), ("factory", 2000, -820),
    ("centre", 430, 760), ("centre", 420, 300), ("centre", 1020, 640), ("centre", 1000, 180),
    ("centre", -270, 860),
    ("suburb", -2050, 1200), ("suburb", -2050, 600), ("suburb", -2020, -1200),
    ("suburb", 2080, 1200), ("suburb", -900, 1880), ("suburb", 600, 1880),
    ("suburb", -250, -1880), ("suburb", -1500, -1500), ("suburb", 2150, 300),
    ("suburb", -2050, -500), ("suburb", -100, 1850), ("suburb", 450, -1880),
    ("suburb", 2020, -250),
    ("garden", -980, 1260), ("garden", 480, 1240), ("garden", 1560, 360), ("garden", 350, -900),
    ("garden", -320, -1330),
)
"""Superblock type by the nearest of these points."""
STREET_OFFICES = (
    ("441302081", "和安街道"), ("441302082", "美林街道"),
    ("441302083", "江岸街道"), ("441302084", "新港街道"),
)
COMMUNITIES = (
    # name, street office, heart
    ("站前社区", 0, -1100, 1560), ("北苑社区", 0, -150, 1560), ("松岭社区", 0, -1850, 1200),
    ("学府社区", 0, -1000, 850), ("西岭社区", 0, -1830, 640), ("金桥社区", 1, 700, 1560),
    ("中心社区", 1, 420, 700), ("明珠社区", 1, 1010, 560), ("锦绣社区", 1, -300, 760),
    ("东港社区", 1, 1720, 1150), ("鼓楼社区", 2, -330, -300), ("城隍社区", 2, -1000, -350),
    ("榕树社区", 2, -1750, -250), ("南园社区", 2, -1050, -1380),
    ("滨江社区", 3, 1750, 260), ("新桥社区", 3, -150, -1480), ("沙洲社区", 3, 880, -700),
    ("工业园社区", 3, 1650, -1150),
)
# fmt: on


@dataclass(frozen=True)
class MainStreet:
    """A hand-drawn street; `half` > 0: two carriageways, `half` m left and right of the middle."""

    name: str
    barrier_class: str
    points: tuple[tuple[float, float], ...]
    half: float = 0.0

    @property
    def line(self) -> shapely.LineString:
        return whole_millimetres(np.array([shapely.linestrings(curve(self.points))], object))[0]


# fmt: off
MAIN_STREETS = (
    MainStreet("和美大道", "RD1", (
        (-2700, 1010), (-2000, 1010), (-1350, 960), (-640, 1060), (120, 1040), (760, 900),
        (1330, 830), (1900, 640), (2700, 560),
    ), 9.0),
    MainStreet("人民路", "RD1", (
        (420, 2600), (330, 1900), (170, 1400), (100, 900), (60, 300), (-40, -300), (-60, -800),
        (40, -1300), (-20, -2600),
    ), 8.0),
    MainStreet("环城南路", "RD1", (
        (-2700, -860), (-2000, -960), (-1350, -1110), (-640, -1060), (20, -1120), (700, -1010),
        (1400, -1070), (2700, -980),
    ), 7.5),
    MainStreet("东环路", "RD1", (
        (1620, 2600), (1430, 1700), (1290, 1000), (1310, 420), (1250, -200), (1370, -800),
        (1330, -1500), (1480, -2600),
    ), 8.0),
    MainStreet("西环路", "RD1", (
        (-1420, 2600), (-1300, 1600), (-1380, 900), (-1330, 300), (-1440, -400), (-1350, -1100),
        (-1480, -2600),
    ), 8.0),
    MainStreet("迎宾大道", "RD1", (
        (40, -1300), (360, -1420), (800, -1690), (1500, -2300),
    ), 7.0),
    MainStreet("站前路", "RD2", (
        (-2700, 1640), (-1900, 1590), (-1290, 1640), (-600, 1700), (270, 1690), (900, 1640),
        (1430, 1480), (2050, 1330), (2700, 1240),
    )),
    MainStreet("文昌路", "RD2", (
        (-560, 2700), (-680, 1720), (-640, 1060), (-610, 620), (-570, 200), (-640, -400),
        (-700, -1070), (-640, -1600), (-690, -2700),
    )),
    MainStreet("光明路", "RD2", (
        (860, 2700), (820, 1640), (740, 890), (720, 300), (700, -40), (780, -430), (700, -1010),
        (830, -1420), (1180, -1560), (1340, -1480),
    )),
    MainStreet("滨江北路", "RD2", (
        (-2800, 1062), (-2200, 640), (-1700, 412), (-1150, 505), (-610, 556), (-110, 318),
        (262, -60), (660, -280), (1120, -280), (1570, -30), (2100, -66), (2800, -320),
    )),
    MainStreet("滨江南路", "RD2", (
        (-2800, 850), (-2280, 462), (-1720, 242), (-1160, 330), (-690, 364), (-250, 140),
        (80, -270), (560, -572), (1150, -500), (1640, -236), (2110, -272), (2800, -524),
    )),
    MainStreet("学府路", "RD2", (
        (-2700, 700), (-2050, 770), (-1360, 700), (-610, 800), (80, 640), (730, 500),
        (1310, 420), (1820, 300), (2700, 170),
    )),
    MainStreet("解放路", "RD2", (
        (-2700, -120), (-2000, -190), (-1420, -300), (-1000, -360), (-640, -400), (-50, -500),
        (330, -590), (740, -740), (1350, -700), (1760, -590), (2700, -640),
    )),
    MainStreet("工业一路", "RD2", (
        (1340, -1290), (700, -1330), (40, -1560), (-650, -1560), (-1390, -1420), (-2000, -1320),
        (-2700, -1290),
    )),
    MainStreet("新港路", "RD2", (
        (1800, 2300), (1770, 1400), (1840, 660), (1790, 100), (1880, -420), (1790, -1020),
        (1850, -2200),
    )),
    MainStreet("西山路", "RD2", (
        (-1830, 2300), (-1860, 1590), (-1800, 1000), (-1870, 420), (-1790, -170), (-1850, -950),
        (-1800, -2300),
    )),
)
ROUNDABOUTS = (
    ("和美大道", "人民路", 34.0), ("环城南路", "西环路", 30.0), ("学府路", "光明路", 22.0),
    ("解放路", "西山路", 20.0),
)
"""Two main streets and the radius, m."""
# fmt: on


def outline() -> shapely.Polygon:
    """Border of the district."""
    return whole_millimetres(np.array([shapely.polygons(curve(OUTLINE, closed=True))], object))[0]


def reach() -> shapely.Polygon:
    """How far lines were surveyed: a little beyond the border."""
    return outline().buffer(18)


def railway() -> shapely.LineString:
    return whole_millimetres(np.array([shapely.linestrings(curve(RAILWAY))], object))[0]


def river_middle() -> shapely.LineString:
    return whole_millimetres(np.array([shapely.linestrings(curve(RIVER))], object))[0]


def creek() -> shapely.LineString:
    """A brook from the north into the river."""
    return whole_millimetres(np.array([shapely.linestrings(curve(CREEK))], object))[0]


def side_lanes() -> list[tuple[str, shapely.LineString]]:
    """Lanes along railway and brook, where the local streets end."""
    lanes = []
    for name, line, away in (("铁路边巷", railway(), 21.0), ("清溪边巷", creek(), 19.0)):
        sides = [shapely.offset_curve(line, d, quad_segs=4) for d in (away, -away)]
        lanes += [(name, side) for side in whole_millimetres(np.array(sides, object))]
    return [(name, lane.difference(river().buffer(12))) for name, lane in lanes]


def island() -> shapely.Polygon:
    """A lens in the stream, along it."""
    middle = river_middle()
    at = middle.project(shapely.Point(ISLAND_AT))
    along = np.linspace(-0.5, 0.5, 25)
    half = ISLAND_WIDTH / 2 * np.sqrt(np.clip(1 - (2 * along) ** 2, 0, 1)) * (1 - 0.25 * along)
    spine = shapely.get_coordinates(
        shapely.line_interpolate_point(middle, at + along * ISLAND_LENGTH)
    )
    normal = normals(spine)
    ring = np.vstack([spine + normal * half[:, None], (spine - normal * half[:, None])[-2:0:-1]])
    return whole_millimetres(np.array([shapely.polygons(ring)], object))[0]


def island_shore() -> shapely.Polygon:
    """The island and the shallows round it: all of it one community's ground."""
    return whole_millimetres(np.array([island().buffer(14, quad_segs=3)], object))[0]


def river() -> shapely.Polygon:
    """Water with the island cut out, beyond the border on both sides."""
    spine = curve(RIVER)
    hand = np.asarray(RIVER, float)
    stations = shapely.line_locate_point(shapely.linestrings(spine), shapely.points(hand))
    here = shapely.line_locate_point(shapely.linestrings(spine), shapely.points(spine))
    half = np.interp(here, stations, RIVER_HALF_WIDTH)
    half = half + 5 * np.sin(here / 140.0)
    left, right = spine + normals(spine) * half[:, None], spine - normals(spine) * half[:, None]
    water = shapely.polygons(np.vstack([left, right[::-1]]))
    return shapely.difference(whole_millimetres(np.array([water], object))[0], island())


def normals(points: np.ndarray) -> np.ndarray:
    """Unit normals (left) at the points of a polyline."""
    along = np.gradient(points, axis=0)
    left = np.stack([-along[:, 1], along[:, 0]], 1)
    return left / np.maximum(np.hypot(left[:, 0], left[:, 1]), 1e-9)[:, None]


def nearest(places: Geometries, hearts: np.ndarray) -> np.ndarray:
    """Index of the nearest heart for each polygon."""
    middle = shapely.get_coordinates(shapely.centroid(places))
    return ((middle[:, None, :] - hearts[None, :, :]) ** 2).sum(2).argmin(1)
