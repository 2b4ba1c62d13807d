# SPDX-License-Identifier: GPL-2.0-or-later
"""How long files and functions are, and how many lines an algorithm must write."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator

from .sources import Source

NO_CODE = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT,
    tokenize.ENCODING, tokenize.ENDMARKER,
}  # fmt: skip


def code_lines(source: Source, *, words: bool = True) -> int:
    """Return the lines that hold code: neither blank, nor comment, nor docstring.

    Without `words`, lines on which a sentence for the user stands do not count either.
    """
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type not in NO_CODE:
            lines.update(range(token.start[0], token.end[0] + 1))
    left_out = [*_docstrings(source.tree), *([] if words else _translated(source.tree))]
    for node in left_out:
        lines.difference_update(range(node.lineno, node.end_lineno + 1))
    return len(lines)


def algorithm_files(sources: list[Source]) -> list[Source]:
    """Return the files that define an algorithm: a class that states its ID."""
    return [
        source
        for source in sources
        if source.module.startswith("algorithms.") and any(map(_states_its_id, source.tree.body))
    ]


def longest_functions(sources: list[Source], count: int = 5) -> list[tuple[int, str]]:
    """Return lines and place of the longest functions."""
    found = [
        (node.end_lineno - node.lineno + 1, f"{source.at(node)} {node.name}")
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    return _longest(found, count)


def longest_files(sources: list[Source], count: int = 5) -> list[tuple[int, str]]:
    """Return lines and path of the longest files."""
    return _longest(
        [(len(s.text.splitlines()), str(s.path.relative_to(s.root))) for s in sources], count
    )


def _longest(found: list[tuple[int, str]], count: int) -> list[tuple[int, str]]:
    return sorted(found, key=lambda pair: (-pair[0], pair[1]))[:count]


def _states_its_id(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ClassDef) and any(
        isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") == "ID"
        for line in statement.body
    )


def _docstrings(tree: ast.Module) -> Iterator[ast.Expr]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(
            node
        ):
            yield node.body[0]


def _translated(tree: ast.Module) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "translate":
            yield node
