"""Building the invented county on the ground this thread stands on, by the acts of its own invented people."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hudang.accounts.actions.console import console_actor
from hudang.accounts.models import User
from hudang.accounts.vocabulary import ASSIGNABLE_POSTS, POST_LABELS, AccountState, Post
from hudang.archives.actions.boxes import add_box
from hudang.archives.actions.confirming import register_household
from hudang.archives.actions.filing import ItemEntry, file_items
from hudang.archives.actions.founding import found_bureau
from hudang.archives.actions.shifting import move_pouches
from hudang.archives.models import Box, HouseholdFile, Item, Pouch
from hudang.archives.queries.completeness import completeness_of
from hudang.archives.vocabulary import LineState
from hudang.assessment.actions import SheetForm, enter_parameters
from hudang.assessment.vocabulary import Area
from hudang.benefits.actions.awarding import grant
from hudang.benefits.actions.basis import Basis
from hudang.benefits.rules.figures import Figures
from hudang.divisions.actions.imports import import_divisions
from hudang.households.actions.economy import IncomeLine, set_incomes
from hudang.households.models import Household, HouseholdMember
from hudang.kernel import clock
from hudang.kernel.dates import archive_date
from hudang.kernel.identity import check_digit
from hudang.training.practice.scenes import make_cases
from hudang.training.rules import practice as ground

_REGION, _SINCE = "220882", date(2012, 1, 1)
_APPROVED = timedelta(days=240)
_WRONG_DATE = "20620612"
_NAMES = (
    ("孙玉兰", "2", date(1958, 4, 2)),
    ("李长山", "1", date(1955, 9, 16)),
    ("赵立业", "1", date(1971, 3, 5)),
    ("周桂芝", "2", date(1966, 11, 20)),
    ("刘德厚", "1", date(1952, 7, 8)),
    ("王淑芬", "2", date(1949, 1, 30)),
    ("张守田", "1", date(1960, 5, 12)),
    ("吕凤霞", "2", date(1963, 8, 27)),
)
_PARAMETERS: dict[str, Any] = {
    "standard": "405",
    "support": {"multiple": "1", "share_up_to_two": "0.5", "share_from_three": "0.4"},
    "not_counted": [{"code": code} for code in "12345"],
    "assets": {"financial_months": "24", "dwellings": 1, "other_buildings": 0, "car_value": "0"},
    "edge_multiple": "1.5",
}


def build() -> None:
    """Make the county: divisions, people, parameters, households with their pouches, cases."""
    found_bureau(
        actor=None,
        county_code=ground.COUNTY,
        county_name=ground.COUNTY_NAME,
        bureau_name="练习县民政局（虚构）",
        fonds_code=ground.FONDS_CODE,
    )
    console = console_actor(ground.COUNTY)
    rows = [
        ["code", "village", "town"],
        [ground.VILLAGE, ground.VILLAGE_NAME, ground.TOWNSHIP_NAME],
        [ground.OTHER_VILLAGE, ground.OTHER_VILLAGE_NAME, ground.TOWNSHIP_NAME],
    ]
    import_divisions(actor=console, rows=rows)
    for area in Area:
        form = SheetForm(area, _SINCE, "练习用的虚构参数，不是任何地方的标准", _PARAMETERS)
        enter_parameters(actor=console, county_code=ground.COUNTY[:6], form=form)
    people = {post: _account(post) for post in ASSIGNABLE_POSTS}
    handler = people[Post.TOWNSHIP_HANDLER]
    homes = [_home(handler, *each) for each in _NAMES]
    _award(people[Post.COUNTY_HEAD], homes[3])
    for home in homes:
        _file_all(handler, home, {"M13"} if home.code == ground.MISSING else set())
    _misplace(handler)
    wrong = Item.objects.filter(file__household__code=ground.MISDATED, material__code="M10")
    wrong.update(dated=_WRONG_DATE)
    make_cases(handler, people[Post.TOWNSHIP_HEAD], people[Post.COUNTY_HANDLER])


def _account(post: Post) -> User:
    user = User(
        username=ground.username_of(post),
        display_name=f"练习{POST_LABELS[post]}",
        post=post,
        division_code=ground.division_of(post),
        state=AccountState.ACTIVE,
        must_change_password=False,
    )
    user.set_unusable_password()
    user.save()
    return user


def identity(born: date, sex: str, serial: int) -> str:
    """Return an invented number with a right check digit."""
    first = f"{_REGION}{born:%Y%m%d}{serial * 2 + (sex == '1'):03d}"
    return first + check_digit(first)


def _home(actor: User, name: str, sex: str, born: date) -> Household:
    since = clock.today() - _APPROVED
    number = identity(born, sex, len(name) + born.day)
    disabled = name in ("孙玉兰", "周桂芝")
    head: dict[str, Any] = {"name": name, "identity": number, "covered": True, "marital": "30", "health": "2"}
    if disabled:
        head |= {
            "health": "5",
            "disability_certificate": f"{number}43",
            "disability_kind": "4",
            "disability_level": "3",
            "disability_issued_on": since,
            "disability_valid_until": date(since.year + 9, since.month, 1),
        }
    values = {"assistance": "02", "address": "民安村一组", "approved_on": since, "applied_on": since}
    home = register_household(actor=actor, village_code=ground.VILLAGE, head=head, values=values, since=since).household
    member = HouseholdMember.objects.get(household=home)
    lines = [] if name == "周桂芝" else [_income(name, member.pk)]
    set_incomes(actor=actor, code=home.code, version=None, since=since, lines=lines)
    home.refresh_from_db()
    return home


def _income(name: str, member: int) -> IncomeLine:
    return IncomeLine("102", "300", "month", member) if name == "赵立业" else IncomeLine("201", "2400", "year", member)


def _award(actor: User, home: Household) -> None:
    amount = Decimal(ground.ALLOWANCE)
    figures = Figures(1, amount, Decimal(0), amount, amount, Decimal(0))
    since = clock.today().replace(day=1)
    grant(actor=actor, code=home.code, since=since, figures=figures, basis=Basis(reference="练低保〔2026〕1号"))


def _file_all(actor: User, home: Household, but: set[str]) -> None:
    """File paper for everything that the household's file must hold, but for some."""
    file = HouseholdFile.objects.get(household=home)
    lines = completeness_of([file])[file.pk]
    wanted = [line.material for line in lines if line.state == LineState.MISSING and line.material not in but]
    dated = archive_date(clock.today() - _APPROVED)
    entries = [ItemEntry(material=code, dated=dated, page_count=2 if code == "M10" else 1) for code in wanted]
    if "M10" not in wanted:
        entries.append(ItemEntry(material="M10", dated=dated, page_count=2))
    file_items(actor=actor, file_id=file.pk, entries=entries)


def _misplace(actor: User) -> None:
    """Let the second box of the village hold a pouch that belongs into the first."""
    first = Box.objects.get(village_code=ground.VILLAGE, number=1)
    second = add_box(actor=actor, village_code=ground.VILLAGE, after=first)
    pouch = Pouch.objects.get(file__household__code=ground.MISPLACED)
    move_pouches(actor=actor, pouch_ids=[pouch.pk], box_id=second.pk)
