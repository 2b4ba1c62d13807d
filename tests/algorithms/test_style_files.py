# SPDX-License-Identifier: GPL-2.0-or-later
"""The QML files: each loads, each is used, each is what its script writes; which a layer gets."""

from __future__ import annotations

import filecmp
import os
import subprocess
import sys

import pytest
from qgis.core import Qgis

from grid_planner.bridge import styling

from .conftest import ROOT, STYLES, layer_of, memory_layer, square

GRIDS = "field=grid_code:string&field=deviation:double"


@pytest.mark.parametrize("kind", styling.KINDS)
def test_every_kind_has_a_style_that_loads_and_a_title(kind, qgis_app):
    message, loaded = layer_of(kind).loadNamedStyle(str(STYLES / f"{kind}.qml"))
    assert loaded, message
    assert styling.layer_spec(kind).title


def test_every_style_file_is_reached_by_a_kind(qgis_app):
    used = set()
    for kind in styling.KINDS:
        spec = styling.layer_spec(kind)
        used |= {spec.qml, *spec.others.values(), *spec.by_field.values()}
    assert used == {file.stem for file in STYLES.glob("*.qml")}


@pytest.mark.skipif(Qgis.QGIS_VERSION_INT >= 32300, reason="styles are written with QGIS 3.22")
def test_the_committed_styles_are_what_their_script_writes(tmp_path):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(
        [sys.executable, ROOT / "tools" / "make_styles.py", tmp_path],
        check=True,
        env=environment,
        capture_output=True,
    )
    names = sorted(file.name for file in STYLES.glob("*.qml"))
    assert names == sorted(file.name for file in tmp_path.glob("*.qml"))
    _, different, errors = filecmp.cmpfiles(STYLES, tmp_path, names, shallow=False)
    assert (different, errors) == ([], [])


def test_grids_offer_the_deviation_as_a_second_style(qgis_app):
    layer = memory_layer("Polygon", [(square(0, 0), ("a", 0.0))], GRIDS)
    styling.layer_spec("responsibility_grid").apply(layer)
    spec = styling.layer_spec("responsibility_grid")
    manager = layer.styleManager()
    assert set(manager.styles()) == {spec.title, *spec.others}
    assert layer.renderer().type() == "categorizedSymbol"
    manager.setCurrentStyle(*spec.others)
    assert layer.renderer().type() == "graduatedSymbol"
    assert layer.renderer().classAttribute() == "deviation"


def test_units_with_a_class_are_shown_by_class(qgis_app):
    plain_layer = memory_layer("Polygon", [], "field=unit_code:string")
    class_layer = memory_layer("Polygon", [], "field=grid_class:string")
    for layer in (plain_layer, class_layer):
        styling.layer_spec("base_unit").apply(layer)
    assert plain_layer.renderer().type() == "singleSymbol"
    assert class_layer.renderer().classAttribute() == "grid_class"
