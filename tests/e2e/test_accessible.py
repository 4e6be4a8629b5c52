"""Every page of every post: no WCAG 2.1 AA violation in light and dark, nothing lost at 200 % zoom or on a phone.

The pages are found by following the links, so a new page is looked at as soon as something leads to it: once, by the
first post that reaches it, without the rows that repeat others. Axe tries all rules but that of colours, which takes it as
long as the others together; the contrast of every text is measured in both themes (contrast.js). Then the loaded page
is made as narrow as the windows.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESK, Visit
from tests.e2e.pages import Found, pages_of
from tests.e2e.rosters import household, roster
from tests.e2e.served import Archive
from tests.e2e.test_import import try_out, upload
from tests.e2e.test_pouch import sheet
from tests.web.test_access_matrix import ADDRESSES

pytestmark = pytest.mark.e2e
AXE = Path(AXE_FILE_PATH).read_text(encoding="utf-8")
CONTRAST = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8").rstrip().rstrip(";")
OPTIONS = {
    "resultTypes": ["violations"], "preload": False, "elementRef": False,
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "rules": {"color-contrast": {"enabled": False}},
}  # fmt: skip
# colours that fade over are measured when they have arrived
LOOK = f"""async ([context, options, within, repeated, without]) => {{
  for (const row of document.querySelectorAll(repeated)) row.remove();
  if (!document.querySelector(within)) {{
    within = "body";
    delete context.include;
  }}
  const rules = (await axe.run(context, options)).violations;
  const contrast = {CONTRAST};
  const light = contrast([within, without]);
  document.documentElement.dataset.theme = "dark";
  await Promise.all(document.getAnimations().map((animation) => animation.finished));
  const headings = document.querySelectorAll("h1").length;
  return {{ rules, light, dark: contrast([within, without]), headings }};
}}"""
# how many pixels the page is wider than its window; what is measured only need not be painted
WIDER = """(size) => {
  const page = document.documentElement;
  page.style.visibility = "hidden";
  page.dataset.letters = size;
  return page.scrollWidth - page.clientWidth;
}"""
# 1366 × 768 at 200 %, and a phone; where large letters find room, usual ones do
ZOOMED, PHONE = {"width": 683, "height": 384}, {"width": 390, "height": 844}
WINDOWS = ((DESK, "large"), (PHONE, "large"), (ZOOMED, "normal"))
# the rows after the first repeat their markup
REPEATED = "tbody tr:nth-child(n+5), tbody:nth-of-type(n+3), main li:nth-child(n+8)"
# what a closed list holds is drawn by the browser
UNSEEN = "main option"
# each post with whether its own links are looked for on pages that another has reached before, too
POSTS = {
    "sheli": True, "dangan": True, "minqiang": False, "xitong": True, "anquan": False, "shenji": False,
    "xianjingban": True, "xianfuze": True,
}  # fmt: skip
STARTS = ("/", "/ui/", "/jobs/", "/search/?q=%E7%8E%8B")
# the names of what was found so far, and of them the pages that were looked at
KNOWN: set[str] = set()
REACHED: set[str] = set()
# what is no page but a file, a picture or a part of a page, or leads on at once
NOT_PAGES = {
    "archives:boxes-workbook", "archives:branch", "archives:catalogue", "archives:file", "archives:missing-workbook", "archives:page-image",
    "archives:page-original", "archives:queue-households", "archives:queued-image", "archives:scanned", "archives:villages-workbook",
    "recertification:campaign-notice", "recertification:campaign-posting", "recertification:campaign-summary", "recertification:ics", "recertification:reminders", "benefits:bank-file", "benefits:print", "casework:export", "casework:long-term-image", "casework:long-term-photo",
    "casework:notice-image", "casework:notice-photo", "casework:pledge-sheet",
    "casework:scan-image", "forms:blank", "forms:paper-pdf", "investigation:rejected", "investigation:request",
    "investigation:template", "library:blank", "library:image", "library:original", "library:print-volume",
    "recertification:app-bundle", "recertification:app-manifest", "recertification:app-session",
    "recertification:app-worker", "recertification:event-rejected", "recertification:event-template",
    "recertification:photo", "recertification:task-sheets",
    "configuration:scheme-workbook", "households:export", "households:sheet", "jobs:result", "printing:box",
    "notifications:digest", "notifications:message", "printing:design-preview", "printing:household", "printing:out-cards", "printing:preview", "quality:export", "rosters:corrections", "training:certificate",
    "training:hand-over-sheet", "training:lacking-workbook", "training:lesson-file", "training:session-file",
}  # fmt: skip
# where only an act leads to; drawn by the templates of pages that are looked at, or of a few facts and one form
AFTER_AN_ACT = {
    "archives:shelf-move", "benefits:back-payment", "benefits:recovery", "benefits:wrong-lines", "casework:change-edit",
    "casework:long-term-list", "casework:objection-answer", "configuration:class-new",
    "recertification:neighbour", "recertification:trial", "training:new-lesson",
}  # fmt: skip
# what is linked only while the work is that far: by whom it is looked at, its name, its address (after the list whose first row it is of)
LINKED_LATER = [
    ("sheli", "benefits:assessment", "/benefits/assessments/1/"),
    ("sheli", "casework:hearing", "/cases/|hearing/"),
    ("sheli", "casework:county-visit", "/cases/|county-visit/"),
    ("sheli", "investigation:mismatch", "/cases/|mismatch/"),
    ("sheli", "investigation:contest", "/cases/|contest/"),
    ("sheli", "investigation:recheck", "/cases/|recheck/"),
    ("xianjingban", "archives:undo-stop", "/households/?state=STOPPED|undo-stop/"),
    ("xianjingban", "archives:undo-move", "/households/?state=STOPPED|undo-move/"),
    ("xianjingban", "archives:undo-division", "/households/?state=STOPPED|undo-division/"),
    ("xianjingban", "benefits:prepare", "/benefits/lists/prepare/"),
    ("xianfuze", "benefits:found", "/benefits/awards/"),
    ("sheli", "library:household", "/households/|/library/households/{key}/"),
    ("sheli", "recertification:task-paper", "/visits/tasks/|/visits/paper/{key}/"),
]


def with_axe(page: Page) -> Page:
    """Let every page that is opened here have axe."""
    page.add_init_script(AXE)
    return page


def faults_of(page: Page, whole: bool) -> list[str]:
    """Return what is wrong with a page, in both themes, in three windows and with large letters.

    What surrounds every page is looked at once (``whole``).
    """
    context: dict[str, Any] = {"exclude": [[UNSEEN]]}
    within = "body" if whole else "main"
    if not whole:
        context["include"] = [[within]]
    seen = page.evaluate(LOOK, [context, OPTIONS, within, REPEATED, UNSEEN])
    found = [f"{v['id']}: {v['help']} {[node['target'] for node in v['nodes'][:3]]}" for v in seen["rules"]]
    found += [f"{theme}: {fault}" for theme in ("light", "dark") for fault in seen[theme]]
    if seen["headings"] != 1:
        found.append("not exactly one heading of the first rank")
    return found + _too_wide(page)


def _too_wide(page: Page) -> list[str]:
    found = []
    for window, size in WINDOWS:
        if page.viewport_size != window:
            page.set_viewport_size(window)  # type: ignore[arg-type]
        if (wider := int(page.evaluate(WIDER, size))) > 0:
            found.append(f"{wider} px wider than {window['width']} px, {size} letters")
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    return found


def test_a_roster_and_scans_lie_there_to_be_looked_at(visit: Visit, county: Archive, tmp_path: Path) -> None:
    page = visit("sheli")
    upload(page, roster(tmp_path / "看一看.xlsx", [household("臧守信")]))
    try_out(page)
    page.goto("/jobs/")
    expect(page.locator("tbody .row-link").first).to_be_visible()
    sheet(f"nobody knows {tmp_path}").save(tmp_path / "说不清.jpg")
    county.run_whatever("file-scans", str(tmp_path), "--as", "sheli")


def test_a_change_of_the_standard_lies_there_to_be_looked_at(visit: Visit) -> None:
    page = visit("xianjingban")
    page.goto("/benefits/standard/")
    page.get_by_role("button", name="重算全部在保家庭").click()
    expect(page).to_have_url(re.compile(r"/jobs/"))


@pytest.mark.parametrize("user", POSTS)
def test_pages_are_accessible(visit: Visit, user: str) -> None:
    page = with_axe(visit(user, reduced_motion="reduce"))
    wrong, first = [], True
    for found in pages_of(page, KNOWN, NOT_PAGES, STARTS, through=POSTS[user]):
        REACHED.add(found.name)
        wrong += _named(found, faults_of(page, whole=first))
        first = False
    assert not wrong, "\n".join(wrong)


def _named(found: Found, faults: list[str]) -> list[str]:
    return [f"{found.name} {found.path}: {fault}" for fault in faults]


PLANTED = """() => {
  const main = document.querySelector("main"), wide = document.createElement("div");
  main.append(document.createElement("input"), document.createElement("h1"), wide);
  for (const [words, colour] of [["低保", "#4d4d4d"], ["特困", "#b0b0b0"]]) {
    const text = document.createElement("p");
    text.textContent = words;
    text.style.color = colour;
    main.append(text);
  }
  wide.textContent = "宽";
  wide.style.minWidth = "60rem";
}"""


def test_faults_are_found(visit: Visit) -> None:
    page = with_axe(visit("sheli", reduced_motion="reduce"))
    page.goto("/ui/")
    page.evaluate(PLANTED)
    found = "\n".join(faults_of(page, whole=False))
    assert "label: " in found
    assert "not exactly one heading" in found
    # each is dim in one theme and can be read in the other
    assert "dark: “低保” has a contrast of" in found and "light: “低保”" not in found
    assert "light: “特困” has a contrast of" in found and "dark: “特困”" not in found
    assert f"px wider than {PHONE['width']} px, large letters" in found
    assert f"px wider than {ZOOMED['width']} px" in found


@pytest.mark.parametrize("path", ["/sign-in/", "/nowhere/"])
def test_pages_before_the_door_are_accessible(visit: Visit, path: str) -> None:
    page = with_axe(visit(reduced_motion="reduce"))
    page.goto(path)
    assert faults_of(page, whole=True) == []


@pytest.mark.parametrize("user", sorted({user for user, _, _ in LINKED_LATER}))
def test_pages_that_are_linked_later_are_accessible(visit: Visit, user: str) -> None:
    page, wrong = with_axe(visit(user, reduced_motion="reduce")), []
    for _, name, address in (each for each in LINKED_LATER if each[0] == user):
        listed, _, rest = address.rpartition("|")
        path = _under(_first(page, listed), rest) if listed else rest
        answer = page.goto(path)
        assert answer is not None and answer.ok, path
        REACHED.add(name)
        wrong += _named(Found(name, path), faults_of(page, whole=False))
    assert not wrong, "\n".join(wrong)


def _under(first: str, rest: str) -> str:
    """Return an address below that of the first row, or the one that has the key of the row in it."""
    return rest.format(key=first.strip("/").rpartition("/")[2]) if "{key}" in rest else f"{first}{rest}"


def _first(page: Page, listed: str) -> str:
    page.goto(listed)
    return page.locator("tbody tr[data-href]").first.get_attribute("data-href") or ""


def test_no_page_was_left_out() -> None:
    pages = {a.name for a in ADDRESSES if "GET" in getattr(a.view, "door_methods", ())}
    assert not (left := sorted(pages - REACHED - NOT_PAGES - AFTER_AN_ACT)), ", ".join(left)


def test_theme_is_switched_in_the_menu_and_kept(visit: Visit) -> None:
    page = visit("sheli", viewport=DESK)
    page.goto("/")
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="深色").click()
    page.goto("/households/")
    assert page.locator("html").get_attribute("data-theme") == "dark"
