"""Files, functions and templates stay small enough to be read."""

from __future__ import annotations

import ast

from tests.architecture.source import name_of, own_files, python_files, templates

LONGEST_FILE = 500
LONGEST_FUNCTION = 60
LONGEST_TEMPLATE = 200


def test_no_code_file_is_too_long() -> None:
    code = [p for p in own_files() if p.suffix in (".py", ".js", ".css", ".sh", ".typ") or p.name in ("start", "check")]
    assert len(code) > 100
    long = {name_of(path): lines for path in code if (lines := len(path.read_text().splitlines())) > LONGEST_FILE}
    assert not long


def test_no_function_is_too_long() -> None:
    long = {}
    for path in python_files("hudang", "tests", "bench"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long[f"{name_of(path)}:{node.name}"] = lines
    assert not long


def test_no_template_is_too_long() -> None:
    assert not {name_of(p): n for p in templates() if (n := len(p.read_text().splitlines())) > LONGEST_TEMPLATE}
