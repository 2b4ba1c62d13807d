# SPDX-License-Identifier: GPL-2.0-or-later
"""What all algorithms share, so that each class holds only its subject.

An algorithm reads, computes and writes: `read` turns layers into frames, `compute` imports and
calls one function of the core, `write` turns its result into layers. Nothing is opened for
writing before everything is computed.
"""

from __future__ import annotations

from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingAlgorithm, QgsProcessingException
from qgis.PyQt.QtGui import QIcon

from .. import dependencies
from ..bridge.feedback import FeedbackListener
from ..bridge.sinks import Writer
from ..core.errors import GridPlannerError
from ..core.params import Params
from ..core.progress import Cancelled, StageProgress
from ..i18n import PLUGIN_DIR, help_file, translate
from ..log import LOGGER
from ..messages import explain
from .checks import check_destinations, check_inputs
from .definitions import read_params

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qgis.core import (
        QgsProcessingContext,
        QgsProcessingFeedback,
        QgsProcessingOutputDefinition,
        QgsProcessingParameterDefinition,
    )

    from ..bridge.features import Reader
    from ..core.progress import Progress

READING, COMPUTING = 0.1, 0.8  # shares of the progress bar; writing has the rest


class GridPlannerAlgorithm(QgsProcessingAlgorithm):
    """Base of all algorithms.

    `MAIN`: the input whose CRS decides; `TAGS`: words in English, pinyin and 汉字; `COLUMNS`:
    parameter and kind of the field behind each canonical column.
    """

    ID: str
    GROUP: str
    MAIN: str
    PARAMS: type[Params]
    TAGS: tuple[str, ...]
    NEEDS: Sequence[str] = dependencies.ANALYSIS
    COLUMNS: Mapping[str, tuple[str, str]] = MappingProxyType({})

    def definitions(self) -> list[QgsProcessingParameterDefinition]:
        """Return the parameters in the order of the dialog."""
        raise NotImplementedError

    def figures(self) -> list[QgsProcessingOutputDefinition]:
        """Return the output numbers and booleans."""
        raise NotImplementedError

    def read(self, reader: Reader) -> Any:
        """Return the frames that `compute` needs."""
        raise NotImplementedError

    def compute(self, data: Any, params: Any, progress: Progress) -> Any:
        """Call the core and return its result."""
        raise NotImplementedError

    def write(self, data: Any, result: Any, writer: Writer) -> None:
        """Hand the result over to the outputs."""
        raise NotImplementedError

    def createInstance(self) -> GridPlannerAlgorithm:
        return type(self)()

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: ARG002
        for definition in self.definitions():
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
        return list(self.TAGS)

    def icon(self) -> QIcon:
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:
        return str(PLUGIN_DIR / "icons" / f"{self.ID}.svg")

    def shortHelpString(self) -> str:
        page = help_file(self.ID)
        if page is not None:
            body = page.read_text(encoding="utf-8").partition("<body>")[2].partition("</body>")[0]
            # QGIS makes a paragraph of every line, which would tear lists apart
            return body.replace("\n", "")
        return "".join(
            f"<h3>{definition.description()}</h3><p>{definition.help()}</p>"
            for definition in self.parameterDefinitions()
        )

    def canExecute(self) -> tuple[bool, str]:
        text = dependencies.explain_missing(self.NEEDS)
        return not text, text

    def checkParameterValues(
        self, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> tuple[bool, str]:
        try:
            check_inputs(self, parameters, context)
            read_params(self.PARAMS, self, parameters, context).validate()
            check_destinations(self, parameters, context)
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
            from ..bridge.features import Reader

            progress = StageProgress(FeedbackListener(feedback, labels))
            params = read_params(self.PARAMS, self, parameters, context)
            reader = Reader(self, parameters, context, progress.sub(READING))
            data = self.read(reader)
            result = self.compute(data, params, progress.sub(COMPUTING))
            for notice in getattr(result, "notes", ()):
                progress.note(notice)
            crs = self.parameterAsSource(parameters, self.MAIN, context).sourceCrs()
            writing = progress.sub(1 - READING - COMPUTING)
            if feedback.isCanceled():  # the progress asks only now and then
                raise Cancelled
            writer = Writer(self, parameters, context, writing, crs, reader.working, labels)
            with writer:
                self.write(data, result, writer)
            return writer.results
        return {}  # cancelled: no sink was opened yet

    def labels(self) -> dict[str, str]:
        """Return the words of the dialog for the names of parameters, as core knows them too."""
        labels = {}
        for definition in self.parameterDefinitions():
            labels[definition.name()] = definition.description()
            labels[definition.name().lower()] = definition.description()
        for column, (parameter, _) in self.COLUMNS.items():
            labels[column] = labels[parameter]
        return labels


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
