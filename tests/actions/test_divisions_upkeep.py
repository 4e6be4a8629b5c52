"""Adding, renaming, ending, merging divisions."""

from __future__ import annotations

from datetime import date

import pytest

from hudang.accounts.vocabulary import Right
from hudang.audit.models import AuditEntry
from hudang.divisions.actions.upkeep import add_division, end_division, rename_division, set_aliases
from hudang.divisions.errors import AlreadyEnded, CodeTaken, ParentMissing, StillInUse, WrongSuccessor
from hudang.divisions.keeper import MANAGE_DIVISIONS
from hudang.divisions.models import Division
from hudang.divisions.queries import history_of, live_division, names_of
from hudang.kernel.clock import today
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible
from tests.people import FENGSHOU, MINFU, MINQIANG, SHELI, XINTIAN, People


def called(name: str) -> list[str]:
    """Return the live divisions that carry a name as another name."""
    rows = Division.objects.filter(aliases__name=name, valid_until=None)
    return list(rows.values_list("code", flat=True))


def last_entry() -> AuditEntry:
    entry = AuditEntry.objects.last()
    assert entry is not None
    return entry


def test_the_right_is_the_one_of_the_posts() -> None:
    assert Right.MANAGE_DIVISIONS == MANAGE_DIVISIONS


def test_add_village(people: People) -> None:
    division = add_division(actor=people.system, code="220882105203", name=" 民生 村", aliases=["民生", "明生村"])
    assert (division.name, division.level) == ("民生村", "village")
    assert called("明生村") == ["220882105203"]
    assert last_entry().action == "add_division"
    assert last_entry().after == {"name": "民生村", "short_code": "", "valid_from": "2000-01-01"}


def test_add_township_and_village_get_short_codes(people: People) -> None:
    town = add_division(actor=people.system, code="220882107000", name="月亮泡镇")
    village = add_division(actor=people.system, code="220882107201", name="汉书村")
    assert (town.short_code, village.short_code) == ("A", "A01")


def test_add_refuses(people: People) -> None:
    with pytest.raises(InvalidInput):
        add_division(actor=people.system, code="2208821052", name="民生村")
    with pytest.raises(InvalidInput):
        add_division(actor=people.system, code="220882105203", name="  ")
    with pytest.raises(CodeTaken):
        add_division(actor=people.system, code=MINQIANG, name="民强村")
    with pytest.raises(ParentMissing):
        add_division(actor=people.system, code="220882109201", name="无镇村")


def test_only_the_system_administrator_of_the_county(people: People) -> None:
    for person in (people.handler, people.county_handler, people.security, people.auditor):
        with pytest.raises(NotAllowed):
            add_division(actor=person, code="220882105203", name="民生村")
    with pytest.raises(NotVisible):
        add_division(actor=people.system, code="220881105203", name="邻县村")


def test_rename_keeps_the_old_name_and_its_dates(people: People) -> None:
    rename_division(actor=people.system, code=MINQIANG, name="民乐村", since=date(2026, 7, 1))
    now, before = history_of(MINQIANG)
    assert (now.name, now.valid_from, before.name, before.valid_until) == (
        "民乐村",
        date(2026, 7, 1),
        "民强村",
        date(2026, 6, 30),
    )
    assert now.predecessor == before
    assert names_of({MINQIANG}) == {MINQIANG: "民乐村"}
    assert called("民强村") == [MINQIANG]
    assert last_entry().before == {"name": "民强村"}


def test_a_correction_on_the_first_day_replaces_the_name(people: People) -> None:
    rename_division(actor=people.system, code=MINQIANG, name="民乐村", since=date(2000, 1, 1))
    assert Division.objects.filter(code=MINQIANG).count() == 1


def test_the_same_name_changes_nothing(people: People) -> None:
    rename_division(actor=people.system, code=MINQIANG, name="民强村")
    assert AuditEntry.objects.count() == 0


def test_aliases_are_replaced(people: People) -> None:
    set_aliases(actor=people.system, code=MINQIANG, aliases=["民强", "民墙村", "民强村"])
    set_aliases(actor=people.system, code=MINQIANG, aliases=["民强"])
    assert list(live_division(MINQIANG).aliases.values_list("name", flat=True)) == ["民强"]
    assert last_entry().before == {"aliases": ["民墙村", "民强"]}
    set_aliases(actor=people.system, code=MINQIANG, aliases=["民强"])
    assert AuditEntry.objects.count() == 2


def test_end(people: People) -> None:
    end_division(actor=people.system, code=MINFU, reason="村撤并")
    assert live_division(MINFU).valid_until == today()
    assert last_entry().reason == "村撤并"
    with pytest.raises(AlreadyEnded):
        rename_division(actor=people.system, code=MINFU, name="民富新村")


def test_a_code_may_be_used_again_after_its_end(people: People) -> None:
    end_division(actor=people.system, code=MINFU, until=date(2020, 1, 1))
    add_division(actor=people.system, code=MINFU, name="民富村", valid_from=date(2021, 1, 1))
    assert live_division(MINFU).live


def test_end_refuses(people: People) -> None:
    with pytest.raises(StillInUse):
        end_division(actor=people.system, code=SHELI)
    with pytest.raises(InvalidInput):
        end_division(actor=people.system, code=MINFU, until=date(1999, 1, 1))
    with pytest.raises(NotAllowed):
        end_division(actor=people.handler, code=MINFU)


def test_merge(people: People) -> None:
    end_division(actor=people.system, code=MINFU, successor=MINQIANG, reason="并村")
    merged = live_division(MINFU)
    assert merged.successor is not None
    assert merged.successor.code == MINQIANG
    assert called("民富村") == [MINQIANG]
    assert last_entry().action == "merge_division"


@pytest.mark.parametrize("successor", [MINFU, FENGSHOU, "220882109201"])
def test_merge_refuses(people: People, successor: str) -> None:
    with pytest.raises(WrongSuccessor):
        end_division(actor=people.system, code=MINFU, successor=successor)


def test_merge_into_a_village_of_another_township(people: People) -> None:
    end_division(actor=people.system, code=MINFU, successor=XINTIAN)
    assert not live_division(MINFU).live
