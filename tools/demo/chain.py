# SPDX-License-Identifier: GPL-2.0-or-later
"""The job from end to end: communities and streets in, responsibility grids out."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from qgis.core import QgsVectorLayer

from grid_planner.bridge.layer_texts import layer_titles
from grid_planner.compat import make_field

from .session import run
from .tables import read_table, trim_table

GRID_COUNT = 510  # Huizhou: 1,528 base units, "510多个" responsibility grids
OVERHANG = 1.0  # m; lines that reach over the edge still meet it after rounding
IN_MEMORY = "TEMPORARY_OUTPUT"
WEIGHTS = "households=0.5,poi=0.3,street_m=0.2"
WEIGHTS_ZH = "户数 50%、商铺 30%、街巷长度 20%"
STREETS = "barrier_class IN ('RD1', 'RD2', 'RD3', 'RD4')"

# The highest authority first.
DEPARTMENTS = (
    "dept_city_management",
    "dept_police",
    "dept_residents",
    "dept_sanitation",
    "dept_greening",
)
RAILWAY = "barrier_class = 'RLW'"


@dataclass(frozen=True)
class Places:
    """Where the demo reads and where it writes."""

    sample: Path
    folder: Path

    @property
    def package(self) -> Path:
        """The GeoPackage with the inputs and all results."""
        return self.folder / "hemei_demo.gpkg"

    def layer(self, name: str, subset: str = "") -> str:
        """Return the address of a layer in the GeoPackage, of those features that `subset` says."""
        return f"{self.package}|layername={name}" + (f"|subset={subset}" if subset else "")

    def sink(self, name: str) -> str:
        """Return the address of a result layer inside the GeoPackage."""
        return f'ogr:dbname="{self.package}" table="{name}" (geom)'


@dataclass(frozen=True)
class Results:
    """The output numbers of each step."""

    units: dict[str, Any]
    plan: dict[str, Any]
    staff_plan: dict[str, Any]
    evaluation: dict[str, Any]
    audit: dict[str, Any]
    merged: dict[str, Any]


def run_chain(places: Places) -> Results:
    """Run every step; afterwards the GeoPackage holds inputs and results."""
    places.folder.mkdir(parents=True, exist_ok=True)
    places.package.unlink(missing_ok=True)
    shutil.copyfile(places.sample, places.package)
    trim_to_district(places.package)
    print("demo: building base units", flush=True)
    built = build_units(places)
    print("demo: classing them, measuring their workload", flush=True)
    units = measure(places, classify(places, built["OUTPUT"]))
    tie_compounds(units, read_table(places.package, "compound"))
    name_communities(units, read_table(places.package, "admin_community"))
    print(f"demo: planning {GRID_COUNT} responsibility grids", flush=True)
    plan = plan_by_count(places, units)
    print("demo: planning again, with as many grids as there is staff", flush=True)
    staff_plan = plan_by_staff(places, units)
    print("demo: evaluating the plan, auditing the coverage", flush=True)
    judged, audited = evaluate(places), audit(places)
    print("demo: merging the grids of five departments", flush=True)
    return Results(built, plan, staff_plan, judged, audited, merge_departments(places))


def trim_to_district(package: Path) -> None:
    """Cut off what of streets and rivers lies outside all communities, for the maps' sake."""
    communities = read_table(package, "admin_community").geometry.to_numpy()
    district = shapely.buffer(shapely.union_all(communities), OVERHANG)
    for name in ("barrier", "water"):
        trim_table(package, name, district)


def build_units(places: Places) -> dict[str, Any]:
    """Divide the communities into base units."""
    return run(
        "buildbaseunits",
        {
            "AREA": places.layer("admin_community"),
            "AREA_CODE_FIELD": "community_code",
            "BARRIERS": [places.layer("barrier"), places.layer("water")],
            "BARRIER_CLASS_FIELD": "barrier_class",
            "WEAK_LINES": [places.layer("path")],
            "BUILDINGS": places.layer("building"),
            "COMPOUNDS": places.layer("compound"),
            "OUTPUT": IN_MEMORY,
            "EXCEPTIONS": places.sink("exceptions"),
            "AREAS_OUTPUT": places.sink("settled_area"),
        },
    )


def classify(places: Places, units: QgsVectorLayer) -> QgsVectorLayer:
    """Add to each base unit its class, by buildings, points of interest and compounds."""
    outputs = run(
        "classifyunits",
        {
            "UNITS": units,
            "BUILDINGS": places.layer("building"),
            "USE_FIELD": "use",
            "POI": places.layer("poi"),
            "CATEGORY_FIELD": "category",
            "LAND_USE": places.layer("compound"),
            "LAND_USE_FIELD": "kind",
            "OUTPUT": IN_MEMORY,
        },
    )
    return outputs["OUTPUT"]


def measure(places: Places, units: QgsVectorLayer) -> QgsVectorLayer:
    """Add the workload of households, shops and streets to the base units."""
    outputs = run(
        "measureworkload",
        {
            "UNITS": units,
            "POPULATION": places.layer("population"),
            "POPULATION_FIELD": "persons",
            "HOUSEHOLDS_FIELD": "households",
            "BUILDINGS": places.layer("building"),
            "POI": places.layer("poi"),
            "STREETS": places.layer("barrier", STREETS),
            "WEIGHTS": WEIGHTS,
            "OUTPUT": IN_MEMORY,
        },
    )
    return outputs["OUTPUT"]


def tie_compounds(units: QgsVectorLayer, compounds: gpd.GeoDataFrame) -> None:
    """Write on the units of each compound its code, so that no grid may divide it."""
    frame = pd.DataFrame(
        {
            "fid": [feature.id() for feature in units.getFeatures()],
            "area_code": [feature["area_code"] for feature in units.getFeatures()],
        }
    )
    shapes = shapely.from_wkb([bytes(f.geometry().asWkb()) for f in units.getFeatures()])
    frame["compound"] = main_compound(shapes, compounds)
    # A compound astride a community border is kept together on either side of it.
    groups = frame.dropna().groupby(["area_code", "compound"])["fid"].agg(list)
    provider = units.dataProvider()
    provider.addAttributes([make_field("compound_id", "text")])
    units.updateFields()
    place = units.fields().indexOf("compound_id")
    for (area, compound), fids in groups.items():
        provider.changeAttributeValues({fid: {place: f"{area}-{compound}"} for fid in fids})


def name_communities(units: QgsVectorLayer, communities: gpd.GeoDataFrame) -> None:
    """Write on the units the name of their community, for the reports."""
    names = communities.set_index("community_code")["name"]
    provider = units.dataProvider()
    provider.addAttributes([make_field("community_name", "text")])
    units.updateFields()
    place = units.fields().indexOf("community_name")
    provider.changeAttributeValues(
        {f.id(): {place: names.get(f["area_code"])} for f in units.getFeatures()}
    )


def main_compound(shapes: np.ndarray, compounds: gpd.GeoDataFrame) -> np.ndarray:
    """Return the code of the compound that fills more than half of each shape, else None."""
    grounds = compounds.geometry.to_numpy()
    shape, ground = shapely.STRtree(grounds).query(shapes, predicate="intersects")
    shared = shapely.area(shapely.intersection(shapes[shape], grounds[ground]))
    most = shared > shapely.area(shapes[shape]) / 2
    codes = np.full(len(shapes), None, object)
    codes[shape[most]] = compounds["compound_id"].to_numpy()[ground[most]]
    return codes


def plan_by_count(places: Places, units: QgsVectorLayer) -> dict[str, Any]:
    """Plan the number of grids asked for; its units are the layer `base_unit` of the demo."""
    return run(
        "planresponsibilitygrids",
        {
            **plan_rules(places, units),
            "GRID_COUNT": GRID_COUNT,
            "UNITS_OUTPUT": places.sink("base_unit"),
            "GRIDS_OUTPUT": places.sink("responsibility_grid"),
            "REPORT": str(places.folder / "plan_report.html"),
        },
    )


def plan_by_staff(places: Places, units: QgsVectorLayer) -> dict[str, Any]:
    """Plan one grid for each member of staff of each community."""
    return run(
        "planresponsibilitygrids",
        {
            **plan_rules(places, units),
            "QUOTA": places.layer("staff_quota"),
            "QUOTA_PARENT_FIELD": "community_code",
            "QUOTA_COUNT_FIELD": "staff_count",
            "UNITS_OUTPUT": places.sink("base_unit_staff"),
            "GRIDS_OUTPUT": places.sink("responsibility_grid_staff"),
            "REPORT": str(places.folder / "staff_plan_report.html"),
        },
    )


def plan_rules(places: Places, units: QgsVectorLayer) -> dict[str, Any]:
    """Return what both plans have in common."""
    return {
        "UNITS": units,
        "WORKLOAD_FIELD": "workload",
        "PARENT_FIELD": "area_code",
        "KEEP_TOGETHER_FIELD": "compound_id",
        "BARRIERS": places.layer("barrier", RAILWAY),
    }


def evaluate(places: Places) -> dict[str, Any]:
    """Let the independent algorithm judge the plan by the same rules."""
    return run(
        "evaluateplan",
        {
            **plan_rules(places, places.layer("base_unit")),
            "GRID_FIELD": "grid_code",
            "GRID_COUNT": GRID_COUNT,
            "GRIDS_OUTPUT": IN_MEMORY,
        },
    )


def audit(places: Places) -> dict[str, Any]:
    """Prove that the base units cover the communities."""
    return run(
        "auditcoverage",
        {
            "INPUT": places.layer("base_unit"),
            "BOUNDARY": places.layer("admin_community"),
            "PARENTS": places.layer("settled_area"),
            "OUTPUT": places.sink("coverage_finding"),
            "CERTIFICATE": str(places.folder / "certificate.json"),
        },
    )


def merge_departments(places: Places) -> dict[str, Any]:
    """Make one grid of those that five departments drew, within the communities."""
    titles = layer_titles()
    layers = [QgsVectorLayer(places.layer(name), titles[name], "ogr") for name in DEPARTMENTS]
    run(
        "diagnosedepartmentgrids",
        {
            "LAYERS": layers,
            "CODE_FIELDS": "grid_code",
            "FRAGMENTS": IN_MEMORY,
            "REPORT": str(places.folder / "departments_report.html"),
        },
    )
    return run(
        "mergedepartmentgrids",
        {
            "LAYERS": layers,
            "CODE_FIELDS": "grid_code",
            "HARD": places.layer("admin_community"),
            "HARD_CODE_FIELD": "community_code",
            "OUTPUT": places.sink("unified_grid"),
            "CROSSWALK": places.sink("crosswalk"),
            "MOVES": places.sink("moved_border"),
            "CONFLICTS": places.sink("department_conflict"),
            "REPORT": str(places.folder / "merging_report.html"),
        },
    )
