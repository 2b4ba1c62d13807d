# SPDX-License-Identifier: GPL-2.0-or-later
"""The layers of departments, each with its codes, as several algorithms take them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qgis.core import QgsProviderRegistry

from ...bridge.declared import Column
from ...bridge.field_names import unique_names
from ...bridge.field_table import Field
from ...core.errors import BadText
from ...i18n import translate
from .. import definitions as make

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from qgis.core import QgsProcessingParameterDefinition

    from ...bridge.reader import Input
    from ...core.params import Params
    from ..base import Definitions, Reader

COMMAS = re.compile("[,;，；、]")
LONGEST_NAME = 60  # bytes of a department's name that a report has room for


def department_layers() -> Definitions:
    """Ask for the departments' layers and the fields of their codes."""
    return [
        make.layers(
            "LAYERS",
            translate("GridPlanner", "Grids of the departments"),
            translate("GridPlanner", "One layer a department, the highest authority first."),
            make.POLYGONS,
            optional=False,
        ),
        make.words(
            "CODE_FIELDS",
            translate("GridPlanner", "Fields of the codes"),
            translate(
                "GridPlanner",
                "One field for all layers, or one a layer, separated by commas; left empty, the"
                " number of the feature is its code.",
            ),
        ),
    ]


def tolerance(params: type[Params]) -> QgsProcessingParameterDefinition:
    """Ask within which distance borders of two departments are one."""
    return make.tunable(
        params,
        "tolerance",
        translate("GridPlanner", "Tolerance"),
        translate(
            "GridPlanner",
            "Borders of two departments that lie nearer than this are one; 0: as the distances"
            " between the borders suggest.",
        ),
    )


def read_departments(reader: Reader) -> dict[str, gpd.GeoDataFrame]:
    """Read the layers as frames `code, geometry` by the name of the layer, in the order given.

    Raises BadText where there are neither one nor as many fields as layers, and what `Reader.read`
    raises.
    """
    layers = reader.layers("LAYERS")
    text = reader.text("CODE_FIELDS")
    fields = [field.strip() for field in COMMAS.split(text) if field.strip()]
    if len(fields) not in {0, 1, len(layers)}:
        example = ",".join(fields[:1] * len(layers))
        raise BadText(parameter="CODE_FIELDS", value=text, example=example)
    names = unique_names(_names(layers), LONGEST_NAME)
    fields = fields * len(layers) if len(fields) == 1 else fields or [""] * len(layers)
    frames = (reader.read(layer, Column("code", field)) for layer, field in zip(layers, fields))
    return {name: with_codes(frame) for name, frame in zip(names, frames)}


def code_fields(departments: Sequence[str]) -> dict[str, Field]:
    """Return the field of each department's code: its number, called by the department."""
    return {f"code_{n}": Field("text", name) for n, name in enumerate(departments, 1)}


def _names(layers: Sequence[Input]) -> list[str]:
    """Return what the layers are called; layers of one file, given by its path, by their tables."""
    names = [layer.name for layer in layers]
    registry = QgsProviderRegistry.instance()
    uris = [registry.decodeUri(one.layer.providerType(), one.layer.source()) for one in layers]
    return [
        uri.get("layerName") or name if names.count(name) > 1 else name
        for name, uri in zip(names, uris)
    ]


def with_codes(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return `frame` with the number of each feature as its `code` where it has none."""
    if "code" in frame:
        return frame
    return frame.assign(code=frame["source_id"].astype(str))
