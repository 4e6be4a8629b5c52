"""The entries of the main navigation, each shown to those whose post includes its right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from hudang.accounts.vocabulary import Right

if TYPE_CHECKING:
    from hudang.accounts.models import User


@dataclass(frozen=True)
class Entry:
    """One entry: the URL's name, Chinese label, icon of the sprite, right needed, prefixes that mark it active, heading."""

    name: str
    label: str
    icon: str
    right: Right | None
    prefixes: tuple[str, ...]
    group: str = ""


_BOXES = ("/villages/", "/boxes/", "/pouches/", "/items/")
_CASES, _FILES, _WORDS, _OFFICE = "家庭与办理", "户袋与村盒", "资料与人员", "管理"
ENTRIES = (
    Entry("home", "首页", "home", None, ()),
    Entry("households:list", "低保家庭", "households", Right.VIEW_HOUSEHOLDS, ("/households/",), _CASES),
    Entry("casework:list", "申请办理", "case", Right.VIEW_CASES, ("/cases/",), _CASES),
    Entry("recertification:list", "动态管理", "calendar", Right.VISIT, ("/visits/",), _CASES),
    Entry("recertification:list", "动态管理", "calendar", Right.EXAMINE_VISITS, ("/visits/",), _CASES),
    Entry("benefits:overview", "低保金", "money", Right.VIEW_HOUSEHOLDS, ("/benefits/", "/assess/"), _CASES),
    Entry("rosters:list", "花名册导入", "import", Right.IMPORT_ROSTERS, ("/rosters/",), _CASES),
    Entry("forms:list", "表单", "file", Right.PRINT, ("/forms/",), _CASES),
    Entry("archives:wall", "档案墙", "grid", Right.VIEW_HOUSEHOLDS, ("/wall/", "/tree/", "/holdings/"), _FILES),
    Entry("archives:villages", "村盒", "boxes", Right.VIEW_HOUSEHOLDS, _BOXES, _FILES),
    Entry("archives:scan", "扫码", "scan-code", Right.VIEW_HOUSEHOLDS, ("/scan/",), _FILES),
    Entry("archives:queue", "待归件", "inbox", Right.FILE_ITEMS, ("/queue/",), _FILES),
    Entry("archives:missing", "缺件", "missing", Right.VIEW_HOUSEHOLDS, ("/missing/",), _FILES),
    Entry("archives:late", "归档超时", "clock", Right.VIEW_HOUSEHOLDS, ("/late/",), _FILES),
    Entry("archives:closing", "待定卷", "check", Right.VIEW_HOUSEHOLDS, ("/closing/",), _FILES),
    Entry("archives:duties", "保管责任", "person", Right.VIEW_HOUSEHOLDS, ("/duties/",), _FILES),
    Entry("printing:desk", "打印", "print", Right.PRINT, ("/printing/",), _FILES),
    Entry("quality:summary", "质量看板", "stats", Right.VIEW_HOUSEHOLDS, ("/quality/",), _WORDS),
    Entry("library:documents", "地区资料", "files", Right.VIEW_LIBRARY, ("/library/",), _WORDS),
    Entry("training:home", "学习与培训", "book", None, ("/training/",), _WORDS),
    Entry("configuration:hub", "设置", "settings", Right.MANAGE_SETTINGS, ("/settings/",), _OFFICE),
    Entry("nights:list", "夜间工作", "moon", Right.MANAGE_SETTINGS, ("/nights/",), _OFFICE),
    Entry("divisions:list", "行政区划", "divisions", None, ("/divisions/",), _OFFICE),
    Entry("accounts:list", "用户与岗位", "users", Right.CREATE_USERS, ("/users/",), _OFFICE),
    Entry("accounts:list", "用户与岗位", "users", Right.GRANT_POSTS, ("/users/",), _OFFICE),
    Entry("recertification:devices", "走访手机", "phone", Right.CREATE_USERS, ("/visits/devices/",), _OFFICE),
    Entry("audit:list", "操作日志", "audit", Right.VIEW_AUDIT, ("/audit/",), _OFFICE),
)


# the letter that opens an entry after g
KEYS = {
    "home": "h",
    "households:list": "f",
    "recertification:list": "v",
    "archives:villages": "b",
    "archives:wall": "w",
    "rosters:list": "r",
    "archives:queue": "q",
    "archives:missing": "m",
    "archives:scan": "s",
    "benefits:overview": "y",
    "printing:desk": "p",
    "divisions:list": "d",
    "accounts:list": "u",
    "training:home": "x",
    "audit:list": "l",
    "configuration:hub": "t",
}


@dataclass(frozen=True)
class Link:
    """An entry as shown on this page."""

    url: str
    label: str
    icon: str
    active: bool
    group: str
    key: str = ""


def links_for(user: User, path: str) -> list[Link]:
    """Return the entries this user sees, with the active one marked."""
    links: dict[str, Link] = {}
    for entry in ENTRIES:
        if entry.right is None or user.may(entry.right):
            active = path.startswith(entry.prefixes) if entry.prefixes else path == "/"
            key = KEYS.get(entry.name, "")
            links[entry.name] = Link(reverse(entry.name), entry.label, entry.icon, active, entry.group, key)
    return list(links.values())
