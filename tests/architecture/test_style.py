# SPDX-License-Identifier: GPL-2.0-or-later
"""Sizes, licence lines and docstrings of the shipped code."""

from __future__ import annotations

import ast

LONGEST_FUNCTION = 60
LONGEST_FILE = 400
LICENCE = "# SPDX-License-Identifier: GPL-2.0-or-later"


def test_every_file_starts_with_the_licence(sources):
    wrong = [s.at(1) for s in sources if s.text and s.text.splitlines()[0] != LICENCE]
    assert not wrong, "\n".join(wrong)


def test_every_file_says_what_it_is_for(sources):
    wrong = [s.at(1) for s in sources if s.tree.body and not ast.get_docstring(s.tree)]
    assert not wrong, "\n".join(wrong)


def test_annotations_are_not_evaluated(sources):
    """Python 3.9 must not stumble over `X | Y` in an annotation."""
    wrong = []
    for source in sources:
        names = [
            alias.name
            for node in source.tree.body
            if isinstance(node, ast.ImportFrom) and node.module == "__future__"
            for alias in node.names
        ]
        code = [n for n in source.tree.body if not isinstance(n, ast.Expr)]
        if code and "annotations" not in names:
            wrong.append(source.at(1))
    assert not wrong, "\n".join(wrong)


def test_functions_fit_on_a_screen(sources):
    wrong = []
    for source in sources:
        for node in ast.walk(source.tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                lines = node.end_lineno - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    wrong.append(f"{source.at(node)} {node.name}: {lines} lines")
    assert not wrong, "\n".join(wrong)


def test_a_file_holds_one_idea(sources):
    wrong = [
        f"{s.at(1)}: {lines} lines"
        for s in sources
        if (lines := len(s.text.splitlines())) > LONGEST_FILE
    ]
    assert not wrong, "\n".join(wrong)


def test_methods_that_override_nothing_have_docstrings(sources):
    wrong = []
    for source in sources:
        for owner in ast.walk(source.tree):
            if not isinstance(owner, ast.ClassDef) or owner.bases or owner.name.startswith("_"):
                continue
            for node in owner.body:
                public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
                if public and not ast.get_docstring(node):
                    wrong.append(f"{source.at(node)} {owner.name}.{node.name}")
    assert not wrong, "\n".join(wrong)


def test_nothing_is_left_to_do(sources):
    marks = ("TODO", "FIXME", "XXX", "HACK")
    wrong = [
        source.at(number)
        for source in sources
        for number, line in enumerate(source.text.splitlines(), 1)
        if any(mark in line for mark in marks)
    ]
    assert not wrong, "\n".join(wrong)
