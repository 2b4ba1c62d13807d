# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's own source, parsed once."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Source:
    """One Python file of the plugin; `module` is dotted and relative to the plugin."""

    path: Path
    module: str
    root: Path = ROOT

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, str(self.path))

    @property
    def is_package(self) -> bool:
        return self.path.name == "__init__.py"

    def at(self, node: ast.AST | int) -> str:
        """Return where `node` stands, in the form that editors open."""
        line = node if isinstance(node, int) else node.lineno
        return f"{self.path.relative_to(self.root)}:{line}"


def read_sources(root: Path = ROOT) -> list[Source]:
    """Return the Python files of the plugin in the checkout `root`, sorted by path."""
    plugin = root / "grid_planner"
    return [
        Source(path, _module_name(path.relative_to(plugin)), root)
        for path in sorted(plugin.rglob("*.py"))
    ]


def _module_name(path: Path) -> str:
    parts = list(path.with_suffix("").parts)
    if parts[-1] == "__init__":
        parts.pop()
    return ".".join(parts)
