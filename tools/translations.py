"""Bring the plugin's sentences into its translation files, and compile these.

    python tools/translations.py update          new literals into every .ts, old ones out
    python tools/translations.py add LANGUAGE    a .ts for one more language, such as `es`
    python tools/translations.py release FILE    FILE.ts -> FILE.qm, with Qt's lrelease

The literals are read from the syntax tree: pylupdate5 overlooks those that go over several lines,
and pylupdate6 would bring a second Qt into the environment.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLUGIN = ROOT / "grid_planner"
FOLDER = PLUGIN / "i18n"
CONTEXT = "GridPlanner"


def translate_calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield every call of `translate`, however it was imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name == "translate":
                yield node


def literal_of(call: ast.Call) -> str | None:
    """Return the sentence of `translate("GridPlanner", "sentence")`; None for any other form."""
    if len(call.args) != 2 or call.keywords:
        return None
    context, text = (getattr(argument, "value", None) for argument in call.args)
    return text if context == CONTEXT and isinstance(text, str) else None


def sentences() -> list[str]:
    """Return every sentence of the plugin once, in the order of the files and lines."""
    found: dict[str, None] = {}
    for path in sorted(PLUGIN.rglob("*.py")):
        calls = translate_calls(ast.parse(path.read_text(encoding="utf-8")))
        for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
            text = literal_of(call)
            if text is not None:
                found[text] = None
    return list(found)


def translations(file: Path) -> dict[str, str]:
    """Return the sentences of a .ts file that have a finished translation."""
    finished = {}
    for message in ET.parse(file).iter("message"):
        translation = message.find("translation")
        if translation is not None and translation.get("type") is None and translation.text:
            finished[message.findtext("source", "")] = translation.text
    return finished


def files() -> list[Path]:
    """Return the translation file of every language."""
    return sorted(FOLDER.glob("grid_planner_*.ts"))


def file_of(language: str) -> Path:
    """Return the translation file of a language, by its two letters."""
    return FOLDER / f"grid_planner_{language}.ts"


def update(file: Path) -> int:
    """Write `file` anew from the code, keep what is translated; return how many are not."""
    known = translations(file) if file.exists() else {}
    language = file.stem.rpartition("_")[2]
    document = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(document, "context")
    ET.SubElement(context, "name").text = CONTEXT
    missing = 0
    for text in sentences():
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "source").text = text
        translation = ET.SubElement(message, "translation")
        if text in known:
            translation.text = known[text]
        else:
            translation.set("type", "unfinished")
            missing += 1
    ET.indent(document, "  ")
    body = ET.tostring(document, encoding="unicode")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    file.write_bytes(f"{head}{body}\n".encode())
    return missing


def release(source: Path) -> Path:
    """Compile `source` (.ts) into the .qm beside it and return that."""
    names = (
        "lrelease",
        "lrelease-qt5",
        "/usr/lib/qt5/bin/lrelease",
        "lrelease6",
        "pyside6-lrelease",
    )
    program = next((found for found in map(shutil.which, names) if found), None)
    if program is None:
        sys.exit("translations: Qt's lrelease was not found (Debian: qttools5-dev-tools)")
    target = source.with_suffix(".qm")
    subprocess.run([program, "-silent", str(source), "-qm", str(target)], check=True)
    return target


def main(arguments: list[str]) -> int:
    if arguments == ["update"] or (len(arguments) == 2 and arguments[0] == "add"):
        for file in files() if arguments == ["update"] else [file_of(arguments[1])]:
            missing = update(file)
            print(f"{file.relative_to(ROOT)}: {len(sentences())} sentences, {missing} to translate")
        return 0
    if len(arguments) == 2 and arguments[0] == "release":
        release(Path(arguments[1]))
        return 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
