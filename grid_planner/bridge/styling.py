# SPDX-License-Identifier: GPL-2.0-or-later
"""How result layers look: QML by path, field names in the user's language, one layer group.

An algorithm names what an output is (`"base_unit"`, `"responsibility_grid"`, ...) and calls
`style_on_load`; the layer is styled when QGIS loads it. The QML files are made by
`tools/make_styles.py` and hold English texts only; `layer_texts` has the words.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsGraduatedSymbolRenderer,
    QgsMapLayerStyle,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsRendererCategory,
    QgsRuleBasedLabeling,
    QgsVectorLayer,
)

from ..compat import LoadOrder, is_null, set_layer_group
from ..i18n import translate
from .field_table import field_aliases
from .layer_texts import label_texts, layer_titles, legend_texts

STYLES = Path(__file__).parent.parent / "styles"
GROUP_FIELD = "grid_code"
NO_OTHERS: Mapping[str, str] = MappingProxyType({})
# Beyond this the colouring would keep a user waiting for seconds at the end of a run.
MAX_COLOURED = 40_000


@dataclass(frozen=True)
class LayerSpec:
    """What one kind of layer looks like.

    `qml` and `others` name files in `styles` without suffix: the style shown first, and more
    styles offered in the layer's style menu under their translated names. `by_field` names the
    QML to show first instead where the layer has that field. Of the layers of a run the one of
    the greatest `height` lies on top.
    """

    qml: str
    title: str
    aliases: Mapping[str, str]
    group: str
    height: int
    others: Mapping[str, str]
    by_field: Mapping[str, str]
    neighbours_differ: bool = False

    def apply(self, layer: QgsVectorLayer) -> None:
        """Give `layer` its styles and its field aliases."""
        names = set(layer.fields().names())
        first = next((qml for name, qml in self.by_field.items() if name in names), self.qml)
        if self.others:
            manager = layer.styleManager()
            manager.renameStyle(manager.currentStyle(), self.title)
        for title, qml in self.others.items():
            self._offer(layer, title, qml)
        self._dress(layer, first)
        layer.triggerRepaint()

    def _offer(self, layer: QgsVectorLayer, title: str, qml: str) -> None:
        """Put a second style into the layer's style menu without showing it."""
        twin = layer.clone()
        self._dress(twin, qml)
        style = QgsMapLayerStyle()
        style.readFromLayer(twin)
        layer.styleManager().addStyle(title, style)

    def _dress(self, layer: QgsVectorLayer, qml: str) -> None:
        layer.loadNamedStyle(str(STYLES / f"{qml}.qml"))
        _translate_legend(layer)
        _translate_labels(layer)
        if self.neighbours_differ and qml == self.qml:
            _spread_fills(layer)
        for index, field in enumerate(layer.fields()):
            if field.name() in self.aliases:
                layer.setFieldAlias(index, self.aliases[field.name()])


_VARIANTS: Mapping[str, Mapping[str, str]] = {
    "base_unit": {"grid_class": "base_unit_class"},
}
# From the top of the map to the bottom: points, then units, then what the units lie in.
KINDS = (
    "exception",
    "broken_rule",
    "coverage_finding",
    "coverage_change",
    "department_conflict",
    "moved_border",
    "shared_border",
    "moved_unit",
    "unit_in_grid",
    "unit_workload",
    "base_unit",
    "repaired_unit",
    "grid_staff",
    "atom",
    "fragment",
    "responsibility_grid",
    "unified_grid",
    "rolled_up",
    "settled_area",
    "dept_city_management",
    "dept_police",
    "dept_sanitation",
    "dept_greening",
    "dept_residents",
    "admin_street",
    "admin_community",
    "poi",
    "population",
    "barrier",
    "path",
    "compound",
    "building",
    "water",
)


def group_name() -> str:
    """Return the name of the layer group that results are loaded into."""
    return translate("GridPlanner", "Grid Planner")


def layer_spec(kind: str, aliases: Mapping[str, str] = NO_OTHERS) -> LayerSpec:
    """Return how a layer of `kind` (one of `KINDS`) looks, in the user's language.

    `aliases`: of fields that depend on the input, such as one a department; "" for none.
    """
    others = {}
    if kind == "responsibility_grid":
        title = translate("GridPlanner", "Deviation of the workload")
        others = {title: "responsibility_grid_deviation"}
    return LayerSpec(
        qml=kind,
        title=layer_titles()[kind],
        aliases={**{name: text for name, text in aliases.items() if text}, **field_aliases()},
        group=group_name(),
        height=len(KINDS) - KINDS.index(kind),
        others=others,
        by_field=_VARIANTS.get(kind, {}),
        neighbours_differ=kind in {"responsibility_grid", "unified_grid"},
    )


class LayerStyler(QgsProcessingLayerPostProcessorInterface):
    """Styles one result layer when QGIS loads it."""

    def __init__(self, dest: str, spec: LayerSpec, order: LoadOrder) -> None:
        super().__init__()
        self._dest = dest
        self._spec = spec
        self._order = order

    def postProcessLayer(
        self,
        layer: QgsVectorLayer,
        context: QgsProcessingContext,  # noqa: ARG002
        feedback: QgsProcessingFeedback,  # noqa: ARG002
    ) -> None:
        try:
            self._spec.apply(layer)
            if layer.project() is not None:
                tree = layer.project().layerTreeRoot()
                self._order.place(tree, layer, self._spec.height)
        finally:
            _ALIVE.pop(self._dest, None)


# Held here and not by the algorithm, which is gone before the layer is loaded (QGIS 3.22).
_ALIVE: dict[str, LayerStyler] = {}


def style_on_load(
    context: QgsProcessingContext, dest: str, spec: LayerSpec, order: LoadOrder
) -> None:
    """Style the output `dest` when it is loaded; nothing happens where it is not.

    `order` is one and the same for the outputs of a run.
    """
    if not context.willLoadLayerOnCompletion(dest):
        return
    _ALIVE[dest] = LayerStyler(dest, spec, order)
    details = context.layerToLoadOnCompletionDetails(dest)
    details.setPostProcessor(_ALIVE[dest])
    set_layer_group(details, spec.group)
    order.ask(details, spec.height)


def rename_on_load(context: QgsProcessingContext, dest: str, given: str, shown: str) -> None:
    """Call the output `dest` `shown` when it is loaded, where it would have the name `given`."""
    if not context.willLoadLayerOnCompletion(dest):
        return
    details = context.layerToLoadOnCompletionDetails(dest)
    if details.name == given:
        details.name = shown


def _translate_legend(layer: QgsVectorLayer) -> None:
    """Put the legend entries of the QML into the user's language."""
    texts = legend_texts()
    renderer = layer.renderer().clone()
    if isinstance(renderer, QgsCategorizedSymbolRenderer):
        for index, category in enumerate(renderer.categories()):
            renderer.updateCategoryLabel(index, texts.get(category.label(), category.label()))
    elif isinstance(renderer, QgsGraduatedSymbolRenderer):
        for index, part in enumerate(renderer.ranges()):
            renderer.updateRangeLabel(index, texts.get(part.label(), part.label()))
    layer.setRenderer(renderer)  # the layer tree hears of a new renderer only


def _translate_labels(layer: QgsVectorLayer) -> None:
    """Put the words that stand in the label expressions of the QML into the user's language."""
    if not isinstance(layer.labeling(), QgsRuleBasedLabeling):
        return
    labels = layer.labeling().clone()
    for rule in labels.rootRule().children():
        settings = rule.settings()
        for english, word in label_texts().items():
            settings.fieldName = settings.fieldName.replace(english, word.replace("'", "''"))
        rule.setSettings(settings)
    layer.setLabeling(labels)


def _spread_fills(layer: QgsVectorLayer) -> None:
    """Give the fills of the QML to the grids so that no two neighbours look alike.

    A category may stand for a list of values: every fill of the QML takes the codes that the
    colouring gives it. The last category stays for codes that come later, while editing.
    """
    if not 0 < layer.featureCount() <= MAX_COLOURED or layer.fields().indexOf(GROUP_FIELD) < 0:
        return
    old = layer.renderer().categories()
    codes: list[list[str]] = [[] for _ in old[:-1]]
    for code, colour in _fill_numbers(layer, len(codes)).items():
        codes[colour].append(code)
    made = QgsCategorizedSymbolRenderer(GROUP_FIELD, [])
    for value, category in zip([*codes, ""], old):
        made.addCategory(QgsRendererCategory(value, category.symbol().clone(), category.label()))
    layer.setRenderer(made)


def _fill_numbers(layer: QgsVectorLayer, count: int) -> dict[str, int]:
    """Return the number of the fill (below `count`) of each grid code in `layer`."""
    from .colouring import colour_neighbours

    shapes = _shapes(layer)
    return dict(zip(shapes, colour_neighbours(_neighbours(shapes, layer), count)))


def _shapes(layer: QgsVectorLayer) -> dict[str, bytes]:
    """Return the WKB of each grid in the order of the codes."""
    shapes = {
        str(feature[GROUP_FIELD]): bytes(feature.geometry().asWkb())
        for feature in layer.getFeatures()
        if feature.hasGeometry() and not is_null(feature[GROUP_FIELD])
    }
    return dict(sorted(shapes.items()))


def _neighbours(shapes: Mapping[str, bytes], layer: QgsVectorLayer) -> list[list[int]]:
    """Return the numbers of the neighbours of each of `shapes`, in the order given."""
    import shapely

    from ..core.graph import neighbour_lists, rook_adjacency

    polygons = shapely.from_wkb(list(shapes.values()))
    scale = _metres_per_unit(layer)
    pairs = rook_adjacency(shapely.transform(polygons, lambda xy: xy * scale))
    indptr, nodes, _ = neighbour_lists(len(polygons), pairs.left, pairs.right, pairs.length)
    return [nodes[start:end].tolist() for start, end in zip(indptr[:-1], indptr[1:])]


def _metres_per_unit(layer: QgsVectorLayer) -> tuple[float, float]:
    """Return what a unit of x and of y measures in the middle of `layer`: close enough to tell.

    Borders drawn by hand are compared with a tolerance in metres; layers may be in degrees.
    """
    from .features import proj_crs

    if not layer.crs().isValid():
        return 1.0, 1.0
    crs = proj_crs(layer.crs())
    unit = crs.axis_info[0].unit_conversion_factor  # to metres, or to radians
    if not crs.is_geographic:
        return unit, unit
    latitude = math.radians(layer.extent().center().y())
    along_meridian = unit * crs.ellipsoid.semi_major_metre
    return along_meridian * math.cos(latitude), along_meridian
