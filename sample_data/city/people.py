# SPDX-License-Identifier: GPL-2.0-or-later
"""Who lives and works there: households, people, shops and staff."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .buildings import House
from .ground import Geometries, stream

POPULATION = 219_000
"""People of Huli street in Xiamen, the scale of the sample."""
PEOPLE_PER_HOUSEHOLD = 2.85
FLAT = {"old": 78.0, "village": 74.0}
"""Floor area of a household, m², where it is not 98."""
SHOPS = (
    ("餐饮", 0.3),
    ("零售", 0.34),
    ("生活服务", 0.18),
    ("金融", 0.04),
    ("住宿", 0.05),
    ("休闲娱乐", 0.09),
)
SHOP_SUFFIX = {
    "餐饮": "饭店",
    "零售": "商店",
    "生活服务": "服务部",
    "金融": "营业厅",
    "住宿": "旅馆",
    "休闲娱乐": "茶室",
    "公司": "公司",
    "医疗": "诊所",
    "教育": "学堂",
    "公共服务": "服务站",
    "工厂": "工厂",
}
SHOP_SIGNS = "甲乙丙丁戊己庚辛壬癸"
POSTS = ("网格长", "网格员", "网格员", "网格员", "路巡员", "网格员", "协管员", "网格员", "督导员")
SHIFTS = ("DAY", "DAY", "EVE", "DAY", "DAY", "EVE", "WKD", "DAY", "WKD")


@dataclass(frozen=True)
class People:
    """Households of every building; people at every home."""

    households: np.ndarray
    persons: np.ndarray
    floating: np.ndarray


def shared_out(total: int, weights: np.ndarray) -> np.ndarray:
    """`total` in whole numbers in proportion to `weights`, by largest remainder."""
    exact = weights / weights.sum() * total
    parts = np.floor(exact).astype(int)
    rest = np.argsort(-(exact - parts), kind="stable")[: total - int(parts.sum())]
    parts[rest] += 1
    return parts


def house_people(houses: list[House], zones: list[str]) -> People:
    """Households by floor area and flat size, persons so that they sum to POPULATION."""
    rng = stream("people")
    home = np.array([h.use == "RES" for h in houses])
    floor_area = np.array([h.footprint.area * h.floors for h in houses])
    flat = np.array([FLAT.get(z, 98.0) for z in zones])
    weight = np.where(home, floor_area / flat, 0.0)
    households = np.zeros(len(houses), int)
    households[home] = np.maximum(
        1, shared_out(round(POPULATION / PEOPLE_PER_HOUSEHOLD), weight[home])
    )
    persons = np.zeros(len(houses), int)
    persons[home] = shared_out(
        POPULATION, households[home] * rng.uniform(0.85, 1.15, int(home.sum()))
    )
    share = np.where(np.array(zones) == "village", 0.62, 0.14) * rng.uniform(0.6, 1.4, len(houses))
    return People(
        households,
        persons,
        np.where(home, np.round(persons * np.minimum(share, 0.9)), 0).astype(int),
    )


def points_of_interest(houses: list[House]) -> tuple[Geometries, list[str], list[str]]:
    """Points, categories and made-up names: shops along fronts, one point for other users."""
    places, categories, names = [], [], []
    for number, house in enumerate(houses):
        rng = stream("poi", number)
        for category in users_of(house, rng):
            places.append(spot_in(house.footprint, rng))
            categories.append(category)
            sign = "".join(rng.choice(list(SHOP_SIGNS), 2))
            names.append(f"{sign}{len(names) + 1:04d}{SHOP_SUFFIX[category]}")
    return np.array(places, object), categories, names


def users_of(house: House, rng: np.random.Generator) -> list[str]:
    """Categories of those who use a building."""
    if house.use == "COM":
        count = int(np.clip(house.footprint.length / 26, 1, 14))
        return [str(c) for c in rng.choice([s for s, _ in SHOPS], count, p=[p for _, p in SHOPS])]
    if house.use == "OFF":
        return ["公司"] * int(rng.integers(1, 4))
    if house.use == "IND":
        return ["工厂"]
    if house.use == "PUB":
        return [str(rng.choice(["教育", "医疗", "公共服务"], p=[0.5, 0.2, 0.3]))]
    if house.use == "RES" and rng.random() < 0.09:
        return [str(rng.choice(["零售", "生活服务", "餐饮"]))]
    return []


def spot_in(footprint: shapely.Polygon, rng: np.random.Generator) -> shapely.Point:
    """A door: a place just inside the outer wall."""
    inner = footprint.buffer(-1.2)
    if inner.is_empty or inner.geom_type != "Polygon":
        return footprint.representative_point()
    return inner.exterior.interpolate(rng.random(), normalized=True)


def staff_counts(households: np.ndarray) -> np.ndarray:
    """7 to 9 a community, as Huli street in Xiamen has: a third each by number of households."""
    rank = np.argsort(np.argsort(households, kind="stable"), kind="stable")
    return 7 + rank * 3 // len(households)
