# SPDX-License-Identifier: GPL-2.0-or-later
"""The words an algorithm is declared with: each makes one Processing definition or output.

Defaults, ranges, units and options come from the params classes of the core; what a layer is read
or written with is declared here too (`bridge.declared`).
"""

from __future__ import annotations

from dataclasses import Field, fields
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputDefinition,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterDistance,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameters,
    QgsProcessingParameterString,
    QgsUnitTypes,
    QgsWkbTypes,
)

from ..bridge.declared import Result, Sought, declare
from ..compat import is_null
from ..i18n import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..bridge.run import Run
    from ..core.params import Params

READERS = {
    "bool": QgsProcessingParameters.parameterAsBoolean,
    "str": QgsProcessingParameters.parameterAsString,
    "int": QgsProcessingParameters.parameterAsInt,
}
POINTS = QgsProcessing.SourceType.TypeVectorPoint
LINES = QgsProcessing.SourceType.TypeVectorLine
POLYGONS = QgsProcessing.SourceType.TypeVectorPolygon
ANY_GEOMETRY = QgsProcessing.SourceType.TypeVectorAnyGeometry
TABLE = QgsProcessing.SourceType.TypeVector
SHAPES = {POINTS: "points", LINES: "lines", POLYGONS: "polygons"}
RESULT_TYPES = {  # by the type of geometry, whose spelling depends on QGIS
    QgsWkbTypes.geometryType(QgsWkbTypes.Type.Point): POINTS,
    QgsWkbTypes.geometryType(QgsWkbTypes.Type.LineString): LINES,
    QgsWkbTypes.geometryType(QgsWkbTypes.Type.Polygon): POLYGONS,
    QgsWkbTypes.geometryType(QgsWkbTypes.Type.NoGeometry): TABLE,
}


def layer(
    name: str,
    label: str,
    text: str,
    *types: QgsProcessing.SourceType,
    optional: bool = False,
    columns: Sequence[Sought] = (),
) -> QgsProcessingParameterDefinition:
    """Ask for one vector layer of one of `types`; `columns` are read where it has such fields."""
    made = QgsProcessingParameterFeatureSource(name, label, list(types), optional=optional)
    return _input(made, text, types, columns)


def layers(
    name: str,
    label: str,
    text: str,
    *types: QgsProcessing.SourceType,
    columns: Sequence[Sought] = (),
) -> QgsProcessingParameterDefinition:
    """Offer to choose any number of vector layers, each of one of `types`."""
    offered = types[0] if len(types) == 1 else ANY_GEOMETRY
    made = QgsProcessingParameterMultipleLayers(name, label, offered, optional=True)
    return _input(made, text, types, columns)


def _input(
    made: QgsProcessingParameterDefinition,
    text: str,
    types: Sequence[QgsProcessing.SourceType],
    columns: Sequence[Sought],
) -> QgsProcessingParameterDefinition:
    shapes = [SHAPES[kind] for kind in types if kind in SHAPES]
    declare(made, shapes=shapes, sought=[[c.name, c.kind, *c.fields] for c in columns])
    return with_help(made, text)


def attribute(
    name: str,
    label: str,
    text: str,
    parent: str,
    fills: Sought | None = None,
    *,
    optional: bool = True,
    usual: str = "",
) -> QgsProcessingParameterDefinition:
    """Ask for the field of the layer `parent` that `fills` a column of its frame.

    The dialog offers the field `usual` first and stays empty in a layer without it, where it would
    take the first field there is; scripts and models get nothing that they do not ask for.
    """
    data_type = QgsProcessingParameterField.DataType
    numeric = fills is not None and fills.kind == "number"
    made = QgsProcessingParameterField(
        name,
        label,
        parentLayerParameterName=parent,
        type=data_type.Numeric if numeric else data_type.Any,
        optional=optional,
    )
    if usual:
        made.setGuiDefaultValueOverride(usual)
    if fills is not None:
        declare(made, column=[fills.name, fills.kind, *fills.fields])
    return with_help(made, text)


def attributes(
    name: str, label: str, text: str, parent: str, *, numeric: bool = False
) -> QgsProcessingParameterDefinition:
    """Offer to choose any number of fields of the layer `parent`."""
    made = attribute(name, label, text, parent)
    made.setAllowMultiple(True)
    if numeric:
        made.setDataType(QgsProcessingParameterField.DataType.Numeric)
    return made


def tunable(
    params: type[Params], attribute_name: str, label: str, text: str, *, advanced: bool = False
) -> QgsProcessingParameterDefinition:
    """Ask for one value of a params class; default, range, unit and options come from there."""
    spec = {spec.name: spec for spec in fields(params)}[attribute_name]
    made = with_help(_value_definition(spec, label), text)
    return _advanced(made) if advanced else made


def _advanced(made: QgsProcessingParameterDefinition) -> QgsProcessingParameterDefinition:
    made.setFlags(made.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
    return made


def _value_definition(spec: Field[Any], label: str) -> QgsProcessingParameterDefinition:
    name, facts = spec.name.upper(), spec.metadata
    if "options" in facts:
        return QgsProcessingParameterEnum(
            name,
            label,
            options=list(facts["options"]),
            defaultValue=spec.default,
            usesStaticStrings=True,
        )
    if spec.type == "bool":
        return QgsProcessingParameterBoolean(name, label, defaultValue=spec.default)
    if spec.type == "str":
        return QgsProcessingParameterString(name, label, defaultValue=spec.default, optional=True)
    return _number(spec, label)


def _number(spec: Field[Any], label: str) -> QgsProcessingParameterNumber:
    facts = spec.metadata
    options: dict[str, Any] = {"defaultValue": spec.default, "optional": spec.default is None}
    if facts["minimum"] is not None:
        options["minValue"] = facts["minimum"]
    if facts["maximum"] is not None:
        options["maxValue"] = facts["maximum"]
    name, unit = spec.name.upper(), facts["unit"]
    if unit == "m":
        made = QgsProcessingParameterDistance(name, label, **options)
        made.setDefaultUnit(QgsUnitTypes.DistanceUnit.DistanceMeters)
        return made
    number_type = QgsProcessingParameterNumber.Type
    if unit:
        label = translate("GridPlanner", "{name} ({unit})").format(name=label, unit=unit)
    whole = spec.type == "int"
    return QgsProcessingParameterNumber(
        name, label, type=number_type.Integer if whole else number_type.Double, **options
    )


def sink(
    name: str,
    label: str,
    text: str,
    result: Result,
    *,
    optional: bool = False,
    by_default: bool = True,
) -> QgsProcessingParameterDefinition:
    """Offer a result layer; an optional one can be switched off, or is off `by_default`."""
    kind = RESULT_TYPES[QgsWkbTypes.geometryType(result.wkb_type)]
    made = QgsProcessingParameterFeatureSink(
        name, label, kind, optional=optional, createByDefault=by_default
    )
    declare(made, result=[result.style, result.shape, *result.fields])
    return with_help(made, text)


def number(name: str, label: str) -> QgsProcessingOutputDefinition:
    """Give a number back."""
    return QgsProcessingOutputNumber(name, label)


def yes_or_no(name: str, label: str) -> QgsProcessingOutputDefinition:
    """Give a yes or no back."""
    return QgsProcessingOutputBoolean(name, label)


def file(
    name: str, label: str, text: str, file_filter: str, *, optional: bool = True
) -> QgsProcessingParameterDefinition:
    """Offer a result file; an `optional` one is made only where it is asked for."""
    made = QgsProcessingParameterFileDestination(
        name, label, fileFilter=file_filter, optional=optional, createByDefault=not optional
    )
    return with_help(made, text)


def source_file(
    name: str, label: str, text: str, file_filter: str, *, advanced: bool = False
) -> QgsProcessingParameterDefinition:
    """Offer to choose a file to read."""
    made = QgsProcessingParameterFile(name, label, optional=True, fileFilter=file_filter)
    return with_help(_advanced(made) if advanced else made, text)


def with_help(
    definition: QgsProcessingParameterDefinition, text: str
) -> QgsProcessingParameterDefinition:
    """Attach the explanation that the dialog shows."""
    definition.setHelp(text)
    return definition


def read_params(params: type[Params], run: Run) -> Params:
    """Make the params object from what was entered; an empty optional number is None."""
    values: dict[str, Any] = {}
    for spec in fields(params):
        name = spec.name.upper()
        if run.definition(name) is None:
            continue
        given = run.parameters.get(name)
        if spec.default is None and (is_null(given) or given == ""):
            values[spec.name] = None
        else:
            # options are texts, too: an unknown one is refused by `validate`
            read = READERS.get(str(spec.type), QgsProcessingParameters.parameterAsDouble)
            values[spec.name] = read(run.definition(name), run.parameters, run.context)
    return params(**values)
