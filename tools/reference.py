# SPDX-License-Identifier: GPL-2.0-or-later
"""Write down what the plugin offers, from the code: for people, for models, for the Designer.

    python tools/reference.py             docs/reference*.md, resources.qrc, the frozen contract
    python tools/reference.py --breaking  the same, even where the contract loses something

The contract (tests/golden/contract.json) is what saved models and scripts depend on: ids,
parameters, outputs and fields. It may grow; what it loses breaks somebody's work.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterDistance,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QCoreApplication, QTranslator  # noqa: E402

from grid_planner.algorithms.base import GridPlannerAlgorithm  # noqa: E402
from grid_planner.algorithms.provider import ALGORITHMS  # noqa: E402
from grid_planner.bridge.declared import result_of  # noqa: E402
from grid_planner.bridge.field_table import field_table  # noqa: E402

CONTRACT = ROOT / "tests" / "golden" / "contract.json"
PAGES = {"en": ROOT / "docs" / "reference.md", "zh": ROOT / "docs" / "reference.zh-CN.md"}
CHINESE = ROOT / "grid_planner" / "i18n" / "grid_planner_zh.qm"
QRC = ROOT / "resources.qrc"
ICONS = ROOT / "grid_planner" / "icons"
BOUNDLESS = 2**31 - 1  # what QGIS takes for "no limit" of a whole number; of others it is more
FLAG = QgsProcessingParameterDefinition.Flag
WORDS = {
    "en": {
        "title": "Reference",
        "made": "Made by `tools/reference.py` from the code; do not edit. **Bold**: required.",
        "fields": "Fields of the results",
        "parameter": "| parameter | name | default | range or options | meaning |",
        "output": "| result | name | fields |",
        "figure": "| figure | name |",
        "field": "| field | kind | name |",
    },
    "zh": {
        "title": "参考手册",
        "made": "由 `tools/reference.py` 根据代码生成，请勿手工修改。**粗体**为必填。",
        "fields": "成果字段",
        "parameter": "| 参数 | 名称 | 默认值 | 取值范围或选项 | 含义 |",
        "output": "| 成果 | 名称 | 字段 |",
        "figure": "| 指标 | 名称 |",
        "field": "| 字段 | 类型 | 名称 |",
    },
}


def registered() -> Iterator[GridPlannerAlgorithm]:
    """Yield one of each algorithm, with its parameters."""
    for kind in ALGORITHMS:
        algorithm = kind()
        algorithm.initAlgorithm()
        yield algorithm


def contract() -> dict[str, Any]:
    """Return all that saved models and scripts depend on."""
    return {algorithm.name(): _promise(algorithm) for algorithm in registered()}


def _promise(algorithm: GridPlannerAlgorithm) -> dict[str, Any]:
    parameters = {d.name(): _parameter(d) for d in algorithm.parameterDefinitions()}
    outputs = {output.name(): output.type() for output in algorithm.outputDefinitions()}
    return {"group": algorithm.groupId(), "parameters": parameters, "outputs": outputs}


def _parameter(definition: QgsProcessingParameterDefinition) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "type": definition.type(),
        "optional": bool(definition.flags() & FLAG.FlagOptional),
    }
    if isinstance(definition, QgsProcessingParameterEnum):
        facts["options"] = definition.options()
    if not definition.isDestination() and definition.defaultValue() is not None:
        facts["default"] = definition.defaultValue()
    if isinstance(definition, QgsProcessingParameterField):
        facts["of"] = definition.parentLayerParameterName()
    if isinstance(definition, QgsProcessingParameterFeatureSink):
        facts["fields"] = list(result_of(definition).fields)
    return facts


def lost(before: Any, now: Any, path: str = "") -> list[str]:
    """Return where `now` lacks or changes what the contract `before` promises."""
    if isinstance(before, dict) and isinstance(now, dict):
        return [
            place
            for key, value in before.items()
            for place in lost(value, now.get(key), f"{path}/{key}")
        ]
    if isinstance(before, list) and isinstance(now, list):
        return [f"{path}: {item}" for item in before if item not in now]
    return [] if before == now else [f"{path}: {before} -> {now}"]


def page(language: str) -> str:
    """Return the reference in the language that the application speaks."""
    words = WORDS[language]
    parts = [f"# {words['title']}", "", words["made"], ""]
    for algorithm in registered():
        parts += _chapter(algorithm, words)
    parts += [f"## {words['fields']}", "", *_table(words["field"], _fields())]
    return "\n".join(parts)


def _chapter(algorithm: GridPlannerAlgorithm, words: dict[str, str]) -> list[str]:
    asked = [d for d in algorithm.parameterDefinitions() if not d.isDestination()]
    given = [d for d in algorithm.parameterDefinitions() if d.isDestination()]
    figures = [
        [f"`{output.name()}`", output.description()]
        for output in algorithm.outputDefinitions()
        if isinstance(output, (QgsProcessingOutputNumber, QgsProcessingOutputBoolean))
    ]
    return [
        f"## {algorithm.displayName()} (`gridplanner:{algorithm.name()}`)",
        "",
        algorithm.shortDescription(),
        "",
        *_table(words["parameter"], [_asked(definition) for definition in asked]),
        *_table(words["output"], [_given(definition) for definition in given]),
        *(_table(words["figure"], figures) if figures else []),
    ]


def _asked(definition: QgsProcessingParameterDefinition) -> list[str]:
    promise = _parameter(definition)
    default, name = promise.get("default", ""), definition.description()
    required = not promise["optional"] and default == ""
    unit = " m" if isinstance(definition, QgsProcessingParameterDistance) and default else ""
    return [
        f"`{definition.name()}`",
        f"**{name}**" if required else name,
        f"{default}{unit}",
        ", ".join(promise.get("options", [])) or _range(definition),
        definition.help(),
    ]


def _range(definition: QgsProcessingParameterDefinition) -> str:
    if not isinstance(definition, QgsProcessingParameterNumber):
        return ""
    ends = (definition.minimum(), definition.maximum())
    low, high = ("" if abs(end) >= BOUNDLESS else f"{end:g}" for end in ends)
    return f"{low}…{high}" if low or high else ""


def _given(definition: QgsProcessingParameterDefinition) -> list[str]:
    fields = _parameter(definition).get("fields", [])
    return [
        f"`{definition.name()}`",
        definition.description(),
        ", ".join(f"`{field}`" for field in fields),
    ]


def _fields() -> list[list[str]]:
    """Return the fields that results have, with what they are called."""
    used = {
        field
        for promise in contract().values()
        for parameter in promise["parameters"].values()
        for field in parameter.get("fields", [])
    }
    table = field_table()
    return [[f"`{name}`", table[name].kind, table[name].alias] for name in sorted(used)]


def _table(head: str, rows: list[list[str]]) -> list[str]:
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return [head, "|" + "---|" * (head.count("|") - 1), *lines, ""]


def icons() -> str:
    """Return resources.qrc, which lists the icons for Qt Designer."""
    files = sorted(ICONS.glob("*.*"))
    lines = [f"        <file>{file.relative_to(ROOT).as_posix()}</file>\n" for file in files]
    return (
        '<RCC>\n    <qresource prefix="/plugins/grid_planner">\n'
        + "".join(lines)
        + "    </qresource>\n</RCC>\n"
    )


def pages() -> dict[Path, str]:
    """Return the text of every page, by the file it belongs in."""
    english, translator = page("en"), QTranslator()
    translator.load(str(CHINESE))
    QCoreApplication.installTranslator(translator)
    chinese = page("zh")
    QCoreApplication.removeTranslator(translator)
    return {PAGES["en"]: english, PAGES["zh"]: chinese}


def main() -> None:
    """Write everything; stop before the contract loses something that nobody asked to lose."""
    before, now = json.loads(CONTRACT.read_text(encoding="utf-8")), contract()
    broken = lost(before, now)
    if broken and "--breaking" not in sys.argv:
        sys.exit("The contract would lose (see --breaking):\n" + "\n".join(broken))
    CONTRACT.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    QRC.write_text(icons(), encoding="utf-8")
    for file, text in pages().items():
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    main()
    application.exitQgis()
