"""Faults planted on purpose, one kind for each rule of quality: the benchmark and the tests count that all are found.

They are written past the actions, which would refuse most of them: as a roster of years ago, another program or a
broken disk might have left them. Each kind leaves everything else of the household as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from django.db.models import F

from hudang.accounts.models import User
from hudang.accounts.vocabulary import AccountState, Post
from hudang.archives.models import (
    Box,
    Fonds,
    HouseholdFile,
    Item,
    ItemPage,
    Location,
    Material,
    Pouch,
    QueuedPage,
    SchemeClass,
)
from hudang.archives.rules.keeping import Access
from hudang.archives.vocabulary import PouchState
from hudang.casework.models import Case, CaseClock, LongTermList, NoticeBatch
from hudang.casework.vocabulary import CaseStage, ClockKind, LongTermState, NoticeKind, NoticeState
from hudang.digitization.models import DigitalObject, PageImage
from hudang.forms.models import Paper
from hudang.households.models import Classification, Household, HouseholdMember, Person
from hudang.households.rules.facts import PUPIL
from hudang.households.vocabulary import HEAD, UNDECIDED, BenefitState
from hudang.kernel import clock
from hudang.kernel.dates import archive_date
from hudang.kernel.division_codes import apart_code
from hudang.recertification.models import RecertificationTask, RuleVersion

Plant = Callable[[Household], object]
_LONG_AGO = 400


def _days(count: int) -> Callable[[], date]:
    """A day so many days from the day of planting."""
    return lambda: clock.today() + timedelta(days=count)


def _now(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value() if callable(value) else value for name, value in values.items()}


def _set(**values: object) -> Plant:
    return lambda household: Household.objects.filter(pk=household.pk).update(**_now(values))


def _member(household: Household) -> HouseholdMember:
    """The present member of whom most is known to be in order: the head, else the first."""
    present = HouseholdMember.objects.filter(household=household, until=None)
    return present.filter(relation=HEAD).first() or present.earliest("pk")


def _of_member(**values: object) -> Plant:
    return lambda household: HouseholdMember.objects.filter(pk=_member(household).pk).update(**_now(values))


def _of_person(**values: object) -> Plant:
    return lambda household: Person.objects.filter(pk=_member(household).person_id).update(**_now(values))


def _file(household: Household) -> HouseholdFile:
    return HouseholdFile.objects.get(household=household, state=PouchState.LIVE)


def _item(household: Household) -> Item:
    item = Item.objects.filter(file=_file(household)).order_by("-number").first()
    if item is None:
        raise ValueError(f"{household.code} has no item")
    return item


def _of_item(**values: object) -> Plant:
    return lambda household: Item.objects.filter(pk=_item(household).pk).update(**_now(values))


def _without_pouch(household: Household) -> None:
    file = _file(household)
    Pouch.objects.filter(file=file).update(state=PouchState.CLOSED)
    HouseholdFile.objects.filter(pk=file.pk).update(state=PouchState.CLOSED)


def _missing(household: Household) -> None:
    HouseholdFile.objects.filter(pk=_file(household).pk).update(missing=["M01"], missing_count=1)


def _two_pages_on(household: Household) -> None:
    item = _item(household)
    Item.objects.filter(pk=item.pk).update(first_page=item.first_page + 2)


def _one_item_more(household: Household) -> None:
    HouseholdFile.objects.filter(pk=_file(household).pk).update(item_count=F("item_count") + 1)


def _scan(household: Household, pages: int, state: str = PageImage.State.READY) -> DigitalObject:
    """A digital object that nobody else has, of so many pages."""
    mark = f"{household.pk:064d}"
    made, _ = DigitalObject.objects.get_or_create(
        sha256=mark, defaults={"sm3": mark, "size": 1, "media_type": "image/jpeg", "page_count": pages}
    )
    for number in range(1, pages + 1):
        PageImage.objects.get_or_create(digital_object=made, number=number, defaults={"state": state})
    return made


def _scanned(household: Household, pages_more: int, state: str = PageImage.State.READY) -> None:
    item = _item(household)
    pages = item.page_count + pages_more
    made = _scan(household, pages, state)
    ItemPage.objects.filter(item=item).delete()
    for number in range(1, pages + 1):
        ItemPage.objects.create(item=item, number=number, digital_object=made, object_page=number)
    Item.objects.filter(pk=item.pk).update(digital=True)


def _image_lost(household: Household) -> None:
    item = _item(household)
    ItemPage.objects.filter(item=item).delete()
    Item.objects.filter(pk=item.pk).update(digital=True)


def _decided_long_ago(household: Household) -> None:
    kept_since = Fonds.objects.get().kept_since
    Item.objects.filter(file=_file(household), material__code__in=("M50", "M51")).update(material=_other_material())
    Household.objects.filter(pk=household.pk).update(approved_on=kept_since, applied_on=kept_since)


def _other_material() -> Material:
    return Material.objects.exclude(code__in=("M50", "M51", "M80", "M81")).order_by("position")[0]


def _on_paper(household: Household) -> None:
    since = Fonds.objects.get().kept_since
    long_ago = clock.now() - timedelta(days=_LONG_AGO)
    item = _item(household)
    ItemPage.objects.filter(item=item).delete()
    Item.objects.filter(pk=item.pk).update(digital=False, dated=archive_date(since), filed_at=long_ago)


def _waits(household: Household) -> None:
    QueuedPage.objects.create(
        digital_object=_scan(household, 1),
        object_page=1,
        file_name="扫描.jpg",
        division_code=household.village_code,
        household=household,
        reason="认不准",
        queued_at=clock.now() - timedelta(days=_LONG_AGO),
        queued_by="演示",
    )


def _unclosed(household: Household) -> None:
    """Stopped for long; the decision itself is on file, before the archive was kept."""
    file, day = _file(household), clock.today() - timedelta(days=_LONG_AGO)
    Household.objects.filter(pk=household.pk).update(state=BenefitState.STOPPED, stopped_on=day, stop_reason="01")
    HouseholdFile.objects.filter(pk=file.pk).update(state=PouchState.CLOSING, stopped_on=day)
    Pouch.objects.filter(file=file).update(state=PouchState.CLOSING)
    HouseholdMember.objects.filter(household=household).update(supported=False)


def _overdue_case(household: Household) -> None:
    day = clock.today() - timedelta(days=30)
    case = _case(household, number=f"FAULT{household.pk}")
    CaseClock.objects.create(case=case, kind=ClockKind.EXAMINATION, started_on=day, days=10, due_on=day)


def _gone() -> User:
    """Somebody who signs in no more."""
    gone, _ = User.objects.get_or_create(
        username="yilizhi",
        defaults={"display_name": "已离职", "post": Post.TOWNSHIP_HANDLER, "state": AccountState.DISABLED},
    )
    return gone


def _to_be_scanned(form: str, *, by_hand: bool = False) -> Plant:
    """A paper made long ago to be signed or stamped: the only item of its material, and the product's own PDF."""

    def planted(household: Household) -> None:
        item = _item(household)
        used = Item.objects.filter(file=item.file_id).values("material")
        material = Material.objects.exclude(pk__in=used).order_by("position")[0]
        Item.objects.filter(pk=item.pk).update(material=material)
        Paper.objects.create(
            form_code=form,
            form_version="1",
            title="种下的错误",
            household=household,
            household_file_id=item.file_id,
            village_code=household.village_code,
            dated=clock.today(),
            data="{}",
            digital_object=_scan(household, 1),
            item=item,
            signed_on_paper=by_hand,
            made_by_name="演示",
            made_at=clock.now() - timedelta(days=_LONG_AGO),
        )

    return planted


def _secret() -> SchemeClass:
    return SchemeClass.objects.filter(access=Access.SECRET).order_by("-pk")[0]


def _kept_by_the_village(household: Household) -> None:
    """One more box of the village, kept by its assistant, and a secret file's pouch in it."""
    assistant, _ = User.objects.get_or_create(
        username="cunbaoguan",
        defaults={
            "display_name": "村里保管",
            "post": Post.VILLAGE_ASSISTANT,
            "state": AccountState.ACTIVE,
            "division_code": household.village_code,
        },
    )
    file = _file(household)
    HouseholdFile.objects.filter(pk=file.pk).update(scheme_class=_secret())
    box = Box.objects.filter(village_code=household.village_code).order_by("-number")[0]
    location = Location.objects.order_by("pk").first()
    box.pk, box.number, box.keeper, box.location = None, box.number + 1, assistant, location
    box.save(force_insert=True)
    Pouch.objects.filter(file=file).update(box=box)


def _apart(household: Household) -> None:
    """At a place of the county that its class does not keep secret."""
    code = apart_code(household.village_code, household.pk % 900 + 1)
    Household.objects.filter(pk=household.pk).update(village_code=code)
    HouseholdFile.objects.filter(pk=_file(household).pk).update(village_code=code)
    box = Box.objects.filter(village_code=household.village_code).order_by("-number")[0]
    box.pk, box.village_code, box.number = None, code, 1
    box.save(force_insert=True)
    Pouch.objects.filter(household=household).update(village_code=code, box=box)


def _kept_by_nobody(household: Household) -> None:
    """One more box of the village, kept by who is gone."""
    box = Box.objects.filter(village_code=household.village_code).order_by("-number")[0]
    location = Location.objects.order_by("pk").first()
    box.pk, box.number, box.keeper, box.location = None, box.number + 1, _gone(), location
    box.save(force_insert=True)


def _case(household: Household, **values: object) -> Case:
    return Case.objects.create(
        stage=CaseStage.INVESTIGATING,
        village_code=household.village_code,
        household=household,
        opened_by=User.objects.exclude(post=Post.CONSOLE).order_by("pk")[0],
        **values,
    )


def _unphotographed(household: Household) -> None:
    day = clock.today()
    NoticeBatch.objects.create(
        number=f"FAULT{household.pk}",
        kind=NoticeKind.EXAMINATION,
        village_code=household.village_code,
        state=NoticeState.POSTED,
        telephone="0436-5550100",
        starts_on=day - timedelta(days=3),
        ends_on=day + timedelta(days=4),
        made_by=User.objects.exclude(post=Post.CONSOLE).order_by("pk")[0],
    )


def _list_unphotographed(household: Household) -> None:
    day = clock.today() - timedelta(days=10)
    LongTermList.objects.create(
        number=f"FAULT{household.pk}",
        village_code=household.village_code,
        month=day.replace(day=1),
        state=LongTermState.POSTED,
        telephone="0436-5550100",
        posted_on=day,
        made_by=User.objects.exclude(post=Post.CONSOLE).order_by("pk")[0],
    )


def _visit_overdue(household: Household) -> None:
    day = clock.today() - timedelta(days=60)
    rule = RuleVersion.objects.order_by("pk").first() or RuleVersion.objects.create(
        code="D-B", number=1, text={"cadence": "monthly"}, enabled=False, valid_from=day, made_at=clock.now()
    )
    RecertificationTask.objects.create(
        rule_code=rule.code,
        rule=rule,
        subject=f"H{household.pk}",
        household=household,
        period="种下的错误",
        opens_on=day,
        due_on=day,
        late_after=day,
    )


def _with_pouch_stopped(household: Household) -> None:
    day = clock.today()
    Household.objects.filter(pk=household.pk).update(state=BenefitState.STOPPED, stopped_on=day, stop_reason="01")


def _stopped_no_reason(household: Household) -> None:
    _unclosed(household)
    file = HouseholdFile.objects.filter(household=household, state=PouchState.CLOSING)
    Pouch.objects.filter(file__in=file).update(state=PouchState.CLOSED)
    file.update(state=PouchState.CLOSED)
    Household.objects.filter(pk=household.pk).update(stop_reason="")


def _in_two(household: Household) -> None:
    """The head of this household is a member of the next one of the village, too; both flags say nothing of it."""
    other = _next(household)
    mine = _member(household)
    HouseholdMember.objects.create(
        household=other,
        person_id=mine.person_id,
        relation="99",
        since=mine.since,
        supported=False,
        covered=False,
        not_counted="1",
    )


def _next(household: Household) -> Household:
    """A household in payment whose members nothing was planted with: the last of the county, counted back."""
    paid = Household.objects.filter(state=BenefitState.ACTIVE, code__gt=household.code).order_by("-code")
    return paid[household.pk % 5]


def _perhaps_twice(household: Household) -> None:
    mine, other = _member(household), _member(_next(household))
    Person.objects.filter(pk=mine.person_id).update(
        name=other.person.name, born_on=other.person.born_on, identity_hash=None
    )


def _no_level(household: Household) -> None:
    HouseholdMember.objects.filter(pk=_member(household).pk).update(disability_kind="4", disability_level="")


def _keeperless(household: Household) -> None:
    Box.objects.filter(village_code=household.village_code).update(keeper=None)


def _placeless(household: Household) -> None:
    Box.objects.filter(village_code=household.village_code).update(location=None)


def put_boxes_in_order(keeper_id: int) -> None:
    """Give every box a keeper and a place, so that what is planted there is all that is wrong with boxes."""
    code = Box.objects.values_list("village_code", flat=True).first() or ""
    place, _ = Location.objects.get_or_create(county_code=code[:6].ljust(12, "0"), code="K1-A-01-1-1-L-01")
    Box.objects.filter(keeper=None).update(keeper=keeper_id)
    Box.objects.filter(location=None).update(location=place)


FAULTS: Mapping[str, Plant] = {
    "household_without_pouch": _without_pouch,
    "pouch_without_household": _with_pouch_stopped,
    "missing_material": _missing,
    "no_head": _of_member(relation="97"),
    "no_identity": _of_person(identity_hash=None, identity_kind="111"),
    "no_birth_date": _of_person(born_on=None),
    "disabled_without_level": _no_level,
    "pupil_without_school": _of_member(employment=PUPIL, school="", student_card_valid_until=None, graduates_on=None),
    "serious_without_illness": _of_member(health="4", illness=""),
    "no_address": _set(address=""),
    "no_phone": _set(phone=""),
    "no_account": _set(account_hash=""),
    "no_allowance": _set(allowance=None),
    "undecided_class": lambda household: Classification.objects.filter(household=household).update(
        family_structure=UNDECIDED
    ),
    "box_without_keeper": _keeperless,
    "box_without_location": _placeless,
    "keeper_gone": _kept_by_nobody,
    "keeper_without_right": _kept_by_the_village,
    "apart_not_secret": _apart,
    "signed_copy_missing": _to_be_scanned("F01", by_hand=True),
    "sealed_copy_missing": _to_be_scanned("F15"),
    "handler_gone": lambda household: _case(household, number=f"GONE{household.pk}", handler=_gone()),
    "notice_without_photo": _unphotographed,
    "list_without_photo": _list_unphotographed,
    "item_without_image": _image_lost,
    "page_gap": _two_pages_on,
    "item_count_differs": _one_item_more,
    "page_count_differs": lambda household: _scanned(household, 1),
    "unreadable_page": lambda household: _scanned(household, 0, PageImage.State.UNREADABLE),
    "bad_item_date": _of_item(dated="20260231"),
    "item_without_creator": _of_item(creator=""),
    "bad_phone": _set(phone="138-不详"),
    "decision_not_filed": _decided_long_ago,
    "paper_not_scanned": _on_paper,
    "scan_waiting": _waits,
    "pouch_not_closed": _unclosed,
    "case_overdue": _overdue_case,
    "task_overdue": _visit_overdue,
    "disability_expired": _of_member(
        disability_kind="4", disability_level="1", disability_valid_until=_days(-1), disability_issued_on=None
    ),
    "student_card_expired": _of_member(
        employment=PUPIL, school="大安一中", student_card_valid_until=_days(-1), graduates_on=None
    ),
    "graduated": _of_member(employment=PUPIL, school="大安一中", student_card_valid_until=None, graduates_on=_days(-1)),
    "same_number": _set(certificate_no="低保 0001 号"),
    "person_twice": _in_two,
    "perhaps_twice": _perhaps_twice,
    "dead_covered": _of_person(died_on=_days(-1)),
    "size_differs": _set(declared_size=29),
    "covered_differs": _set(covered_size=28),
    "same_account": _set(account_hash="5" * 64),
    "allowance_too_high": _set(allowance=99999),
    "stopped_without_day": _stopped_no_reason,
    "dates_reversed": _set(applied_on=_days(0), approved_on=_days(-1000)),
    "certificate_reversed": _of_member(
        disability_kind="4",
        disability_level="1",
        disability_issued_on=_days(900),
        disability_valid_until=_days(800),
    ),
}
# what is found besides, because it is true as well
ALSO: Mapping[str, frozenset[str]] = {
    "perhaps_twice": frozenset({"no_identity"}),
    "no_identity": frozenset({"perhaps_twice"}),
    "covered_differs": frozenset({"allowance_too_high"}),
    "household_without_pouch": frozenset({"decision_not_filed"}),
    "stopped_without_day": frozenset({"decision_not_filed"}),
}


def plant(rule: str, households: Sequence[Household]) -> None:
    """Plant the fault of a rule with each of these households, which must be sound so far."""
    for household in households:
        FAULTS[rule](household)
