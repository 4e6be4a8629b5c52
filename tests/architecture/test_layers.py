"""What import-linter cannot see: foreign keys named by a string, imports that hide, words in the wrong place."""

from __future__ import annotations

import ast
import re
from typing import Any

from django.apps import apps

from tests.architecture.source import CHECKOUT, name_of, own_files, python_files

# from top to bottom, as in .importlinter
ORDER = (
    ("web", "cli"),
    ("demo",),
    ("configuration",),
    ("training",),
    ("quality",),
    ("recertification",),
    ("casework",),
    ("benefits",),
    ("library",),
    ("forms",),
    ("printing", "search"),
    ("rosters",),
    ("assessment",),
    ("archives",),
    ("households", "digitization"),
    ("notifications",),
    ("accounts",),
    ("divisions",),
    ("audit",),
    ("platform",),
    ("kernel",),
)
DEPTH = {area: depth for depth, areas in enumerate(ORDER) for area in areas}


def area_of(model: Any) -> str:
    return str(model._meta.app_label)


def own_models() -> list[Any]:
    return [model for model in apps.get_models() if model.__module__.startswith("hudang.")]


def test_the_order_is_the_one_of_import_linter() -> None:
    text = (CHECKOUT / ".importlinter").read_text()
    first = text.split("type = layers", 2)[1].split("[importlinter:contract", 1)[0]
    lines = [line.strip() for line in first.splitlines() if line.strip().startswith("hudang.")]
    layers = [tuple(part.strip().removeprefix("hudang.") for part in line.split("|")) for line in lines]
    assert tuple(layers[1:]) == ORDER


def test_every_area_stands_in_the_order() -> None:
    folders = {p.name for p in (CHECKOUT / "hudang").iterdir() if p.is_dir() and (p / "__init__.py").exists()}
    assert folders - {"config"} == set(DEPTH)


def test_foreign_keys_point_down() -> None:
    wrong = []
    for model in own_models():
        for field in model._meta.get_fields():
            target = field.related_model if field.is_relation and getattr(field, "concrete", False) else None
            if target is None or area_of(target) == area_of(model) or area_of(target) not in DEPTH:
                continue
            if DEPTH[area_of(target)] <= DEPTH[area_of(model)]:
                wrong.append(f"{model.__name__}.{field.name}")
    assert not wrong


def test_no_generic_or_framework_owned_foreign_keys() -> None:
    for model in own_models():
        for field in model._meta.get_fields():
            if field.is_relation and getattr(field, "concrete", False):
                assert field.related_model.__module__.startswith("hudang."), f"{model.__name__}.{field.name}"


def test_no_module_is_a_drawer_for_everything() -> None:
    forbidden = {"core", "common", "utils", "util", "helpers", "misc"}
    parts = {name_of(path): {*path.relative_to(CHECKOUT).parts[:-1], path.stem} for path in python_files("hudang")}
    assert not [name for name, words in parts.items() if words & forbidden]


def test_only_the_command_line_prints() -> None:
    printing = []
    for path in python_files("hudang"):
        if "cli" in path.relative_to(CHECKOUT / "hudang").parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                printing.append(f"{name_of(path)}:{node.lineno}")
    assert not printing


def test_no_domain_signals_and_no_django_admin() -> None:
    for path in python_files("hudang"):
        # that migrations run is no matter of the domain
        text = path.read_text().replace("from django.db.models.signals import post_migrate, pre_migrate", "")
        assert "django.db.models.signals" not in text, name_of(path)
        assert "django.contrib.admin" not in text, name_of(path)


def test_migrations_are_named_by_their_content() -> None:
    migrations = [p for p in own_files() if p.parent.name == "migrations" and p.name != "__init__.py"]
    assert migrations
    for path in migrations:
        assert re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", path.name), name_of(path)
        assert not re.search(r"_auto_|_alter_|_remove_field", path.name), name_of(path)


def test_nothing_is_left_to_do() -> None:
    marks = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK"]) + r")\b")
    code = [p for p in own_files() if p.suffix in (".py", ".html", ".js", ".css", ".md", ".sh", ".typ")]
    assert not [name_of(path) for path in code if marks.search(path.read_text())]
