"""What is promised of templates, locks, settings and the log."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib

from hudang.audit.vocabulary import ACTION_LABELS
from tests.architecture.source import CHECKOUT, name_of, own_files, python_files, templates

LOCKS = ("requirements.lock", "requirements-dev.lock")


def test_templates_need_no_inline_style_or_script() -> None:
    for path in templates():
        text = path.read_text()
        assert not re.search(r"\sstyle\s*=", text), name_of(path)
        assert "<style" not in text, name_of(path)
        assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text), name_of(path)
        for script in re.findall(r"<script\b([^>]*)>(.*?)</script>", text, re.DOTALL):
            assert "src=" in script[0], name_of(path)
            assert not script[1].strip(), name_of(path)
        assert "javascript:" not in text, name_of(path)
        assert "|safe" not in text, name_of(path)
        assert "autoescape off" not in text, name_of(path)


def test_templates_load_nothing_from_elsewhere() -> None:
    for path in templates():
        assert not re.search(r"(src|href|action)\s*=\s*[\"'](https?:)?//", path.read_text()), name_of(path)


def test_stylesheets_and_scripts_load_nothing_from_elsewhere() -> None:
    root = CHECKOUT / "hudang" / "web" / "static"
    assets = [p for p in own_files() if root in p.parents and p.suffix in (".css", ".js")]
    for path in assets:
        text = path.read_text()
        assert not re.search(r"url\(\s*[\"']?(https?:)?//", text), name_of(path)
        assert "@import" not in text, name_of(path)
        assert not re.search(r"\beval\(|new Function\(", text), name_of(path)


def test_every_post_form_carries_its_token() -> None:
    for path in templates():
        for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", path.read_text(), re.DOTALL | re.IGNORECASE):
            assert "csrf_token" in form, name_of(path)


def test_locks_have_hashes_and_no_addresses() -> None:
    for name in LOCKS:
        text = (CHECKOUT / name).read_text()
        assert not re.search(r"https?://|file://|--index-url|--extra-index|--find-links", text), name
        for requirement in re.split(r"\n(?=[a-z0-9])", text, flags=re.IGNORECASE):
            if re.match(r"[A-Za-z0-9]", requirement):
                assert "--hash=sha256:" in requirement, f"{name}: {requirement.splitlines()[0]}"


def test_the_development_lock_holds_the_same_versions() -> None:
    pinned = [dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (CHECKOUT / n).read_text(), re.M)) for n in LOCKS]
    assert pinned[0].items() <= pinned[1].items()


def test_third_party_notices_name_every_locked_package() -> None:
    pinned = re.findall(r"^([a-z0-9._-]+)==(\S+)", (CHECKOUT / "requirements.lock").read_text(), re.M)
    notices = (CHECKOUT / "THIRD_PARTY.md").read_text()
    assert not [name for name, version in pinned if f"| {name} | {version} |" not in notices]


def test_the_licence_is_apache() -> None:
    text = (CHECKOUT / "LICENSE").read_text()
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_the_release_has_one_number() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
    assert f"[{project['version']}]" in (CHECKOUT / "CHANGELOG.md").read_text()


def test_every_setting_is_documented() -> None:
    """As in datasette: a variable that the code reads stands in docs/settings.md, and nothing else does."""
    read = set()
    for path in own_files():
        parts = path.relative_to(CHECKOUT).parts
        if parts[0] in ("hudang", "tests", "bench", ".ci", "start", "check") and path.suffix in (".py", ".sh", ""):
            read |= set(re.findall(r"\bHUDANG_[A-Z_]*[A-Z]\b", path.read_text()))
    documented = set(re.findall(r"^\| `(HUDANG_[A-Z_]+)`", (CHECKOUT / "docs" / "settings.md").read_text(), re.M))
    assert read == documented


def test_every_action_of_the_log_has_a_chinese_name() -> None:
    named = set()
    for path in python_files("hudang"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Act" and node.args:
                named |= {c.value for c in ast.walk(node.args[0]) if isinstance(c, ast.Constant)}
    assert "sign_in" in named
    assert named <= set(ACTION_LABELS)


def test_nothing_third_party_is_committed() -> None:
    forbidden = re.compile(r"(^|/)(node_modules|vendor|third_party)/|\.min\.(js|css)$|\.whl$|\.ttf$|\.otf$|\.woff2?$")
    assert not [name_of(path) for path in own_files() if forbidden.search(name_of(path))]


def test_nothing_that_a_machine_makes_for_itself_is_kept_in_the_repository() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=CHECKOUT, check=False, capture_output=True, text=True)
    tops = {name.split("/", 1)[0] for name in listed.stdout.splitlines()}
    assert not tops & {".venv", ".static", "data", "build"}
