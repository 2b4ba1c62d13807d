# SPDX-License-Identifier: GPL-2.0-or-later
"""What all algorithms share, so that each class holds only its subject.

An algorithm declares what it takes and gives, computes and writes: `compute` reads its inputs and
calls one function of the core, `write` hands the result over to the outputs. Nothing is opened for
writing before everything is computed.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingOutputDefinition,
    QgsProcessingParameterDefinition,
)
from qgis.PyQt.QtGui import QIcon

from .. import dependencies
from ..bridge.declared import column_of
from ..bridge.feedback import FeedbackListener
from ..bridge.reader import Reader
from ..bridge.run import Run
from ..bridge.sinks import Writer
from ..core.errors import GridPlannerError
from ..core.params import Params
from ..core.progress import Cancelled, Progress, StageProgress
from ..i18n import PLUGIN_DIR, help_file, translate
from ..log import LOGGER
from ..messages import explain
from .checks import check_destinations, check_inputs
from .definitions import read_params

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

Definitions = list[QgsProcessingParameterDefinition]
Outputs = list[QgsProcessingOutputDefinition]

READING, COMPUTING = 0.1, 0.8  # shares of the progress bar; writing has the rest


class GridPlannerAlgorithm(QgsProcessingAlgorithm):
    """Base of all algorithms.

    `MAIN`: the input whose CRS decides; `TAGS`: words in English, pinyin and 汉字, separated by
    commas; `NEEDS`: the packages without which it does not start.
    """

    ID: str
    GROUP: str
    MAIN: str
    TAGS: str
    PARAMS: type[Params] = Params
    NEEDS: Sequence[str] = dependencies.ANALYSIS

    def inputs(self) -> Definitions:
        """Return the layers and fields that are read, in the order of the dialog."""
        raise NotImplementedError

    def settings(self) -> Definitions:
        """Return the values of `PARAMS` that the dialog asks for, in its order."""
        return []

    def results(self) -> Definitions:
        """Return the layers and files that can be written."""
        raise NotImplementedError

    def figures(self) -> Outputs:
        """Return the numbers, yes and no that are given back."""
        return []

    def compute(self, reader: Reader, params: Any, progress: Progress) -> Any:
        """Read the inputs, call the core and return its result."""
        raise NotImplementedError

    def write(self, result: Any, writer: Writer) -> None:
        """Hand the result over to the outputs."""
        raise NotImplementedError

    def createInstance(self) -> GridPlannerAlgorithm:
        return type(self)()

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002
        for definition in [*self.inputs(), *self.settings(), *self.results()]:
            self.addParameter(definition)
        for output in self.figures():
            self.addOutput(output)

    def name(self) -> str:
        return self.ID

    def groupId(self) -> str:
        return self.GROUP

    def group(self) -> str:
        return {
            "units": translate("GridPlanner", "Base units"),
            "zoning": translate("GridPlanner", "Responsibility grids"),
        }[self.GROUP]

    def tags(self) -> list[str]:
        return self.TAGS.split(", ")

    def icon(self) -> QIcon:
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:
        return str(PLUGIN_DIR / "icons" / f"{self.ID}.svg")

    def shortHelpString(self) -> str:
        page = help_file(self.ID).read_text(encoding="utf-8")
        body = page.partition("<body>")[2].partition("</body>")[0]
        # QGIS makes a paragraph of every line, which would tear lists apart
        return body.replace("\n", "")

    def canExecute(self) -> tuple[bool, str]:
        text = dependencies.explain_missing(self.NEEDS)
        return not text, text

    def checkParameterValues(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        run = Run(self, parameters, context)
        try:
            check_inputs(run, self.MAIN)
            read_params(self.PARAMS, run).validate()
            check_destinations(run)
        except GridPlannerError as problem:
            return False, explain(problem, self.labels())
        return super().checkParameterValues(parameters, context)

    def processAlgorithm(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        labels = self.labels()
        with translate_errors(labels):
            dependencies.require(self.NEEDS)  # processing.run never asks canExecute
            progress = StageProgress(FeedbackListener(feedback, labels))
            run = Run(self, parameters, context)
            params = read_params(self.PARAMS, run)
            reader = Reader(run, progress.sub(READING))
            result = self.compute(reader, params, progress.sub(COMPUTING))
            for notice in getattr(result, "notes", ()):
                progress.note(notice)
            writing = progress.sub(1 - READING - COMPUTING)
            if feedback.isCanceled():  # the progress asks only now and then
                raise Cancelled
            with Writer(run, reader, self.MAIN, writing, labels) as writer:
                self.write(result, writer)
            return writer.results
        return {}  # cancelled: no sink was opened yet

    def labels(self) -> dict[str, str]:
        """Return the words of the dialog for the names of parameters, as core knows them too."""
        labels: dict[str, str] = {}
        columns: dict[str, str] = {}
        values = {value.name for value in fields(self.PARAMS)}
        for definition in self.parameterDefinitions():
            labels[definition.name()] = labels[definition.name().lower()] = definition.description()
            filled = column_of(definition)
            if filled is not None and filled.name not in values:
                columns.setdefault(filled.name, definition.description())
        return {**labels, **columns}


@contextmanager
def translate_errors(labels: Mapping[str, str]) -> Iterator[None]:
    """Put errors of the core into the user's words; end quietly when the user has cancelled."""
    try:
        yield
    except Cancelled:
        return
    except GridPlannerError as problem:
        raise QgsProcessingException(explain(problem, labels)) from problem
    except Exception:
        LOGGER.exception("unexpected error")  # QGIS shows the last line only
        raise
