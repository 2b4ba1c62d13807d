# SPDX-License-Identifier: GPL-2.0-or-later
"""The chain runs inside a model, from layers to grids, and hands its numbers on."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterFeatureSource,
    QgsProject,
)

from .conftest import Feedback, line, memory_layer

FromChild = QgsProcessingModelChildParameterSource.fromChildOutput
FromModel = QgsProcessingModelChildParameterSource.fromModelParameter
Static = QgsProcessingModelChildParameterSource.fromStaticValue
CHAIN = {
    "build": ("buildbaseunits", {"AREA": FromModel("area"), "BARRIERS": FromModel("streets")}),
    "encode": ("encodeunits", {"INPUT": FromChild("build", "OUTPUT"),
                               "AREA_CODE_FIELD": Static("area_code"),
                               "KEEP_FIELD": Static("unit_code")}),
    "measure": ("measureworkload", {"UNITS": FromChild("encode", "OUTPUT"),
                                    "STREETS": FromModel("streets")}),
    "plan": ("planresponsibilitygrids", {"UNITS": FromChild("measure", "OUTPUT"),
                                         "WORKLOAD_FIELD": Static("workload"),
                                         "GRID_COUNT": Static(5), "TIME_LIMIT": Static(1)}),
    "audit": ("auditcoverage", {"INPUT": FromChild("plan", "GRIDS_OUTPUT"),
                                "BOUNDARY": FromModel("area")}),
}  # fmt: skip


@pytest.fixture
def model(plugin):
    made = QgsProcessingModelAlgorithm("chain", "test", "chain")
    for name in ("area", "streets"):
        made.addModelParameter(
            QgsProcessingParameterFeatureSource(name, name), QgsProcessingModelParameter(name)
        )
    for child_id, (name, sources) in CHAIN.items():
        child = QgsProcessingModelChildAlgorithm(f"gridplanner:{name}")
        child.setChildId(child_id)
        for parameter, source in sources.items():
            child.addParameterSources(parameter, [source])
        made.addChildAlgorithm(child)
    child = made.childAlgorithm("plan")
    outputs = {}
    for label, output_name in (("units", "UNITS_OUTPUT"), ("grids", "GRIDS_OUTPUT")):
        output = QgsProcessingModelOutput(label, label)
        output.setChildId("plan")
        output.setChildOutputName(output_name)
        outputs[label] = output
    child.setModelOutputs(outputs)
    made.setChildAlgorithm(child)
    made.updateDestinationParameters()
    return made


def test_the_whole_chain_runs_as_a_model(model, communities_layer):
    streets_layer = memory_layer(
        "LineString",
        [(line((-10, 150), (610, 150)), ()), (line((150, -10), (150, 310)), ())],
        name="streets",
    )
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    told = Feedback()
    wanted = {d.description(): d.name() for d in model.destinationParameterDefinitions()}
    parameters = {
        "area": communities_layer,
        "streets": streets_layer,
        wanted["units"]: "memory:",
        wanted["grids"]: "memory:",
    }
    results, done = model.run(parameters, context, told, catchExceptions=False)
    assert done, told.errors
    grids_layer = context.getMapLayer(results[wanted["grids"]])
    assert grids_layer.featureCount() == 5
    children = results["CHILD_RESULTS"]
    assert children["plan"]["GRIDS"] == 5
    assert children["plan"]["PIECES_TOO_MANY"] == 0
    assert children["audit"]["VALID"] is True
    assert children["build"]["GAP_AREA"] == 0
