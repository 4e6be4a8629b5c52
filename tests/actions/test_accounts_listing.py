"""Columns and saved views: kept per user, shared within a division, never with what was searched for."""

from __future__ import annotations

from typing import Any

import pytest

from hudang.accounts.actions.listing import (
    choose_columns,
    delete_view,
    open_with,
    rename_view,
    save_view,
    share_view,
)
from hudang.accounts.errors import NoColumns, ViewNameMissing, ViewNameTaken, ViewTooLong
from hudang.accounts.models import SavedView, User
from hudang.accounts.queries import habit_of, views_for
from hudang.accounts.rules import kept_query
from hudang.accounts.vocabulary import Listing
from hudang.audit.models import AuditEntry
from hudang.kernel.errors import NotAllowed, NotVisible
from tests.people import People

pytestmark = pytest.mark.django_db
LIST = Listing.HOUSEHOLDS


def save(actor: User, **given: Any) -> SavedView:
    values = {"name": "在保", "query": "state=paid&sort=-allowance", "columns": ["code"], "shared": False} | given
    return save_view(actor=actor, listing=LIST, **values)


def names(user: User) -> list[str]:
    return [view.name for view in views_for(user, LIST)]


def test_a_view_keeps_filters_and_order_but_nothing_that_was_searched_for() -> None:
    assert kept_query("q=王德贵&state=paid&page=3&after=1&sort=-size&view=4") == "state=paid&sort=-size"


def test_a_view_is_saved_and_overwritten_under_its_name(people: People) -> None:
    view = save(people.handler, query="q=王德贵&state=paid")
    assert (view.query, view.columns) == ("state=paid", ["code"])
    again = save(people.handler, name=" 在保 ", query="tag=student", columns=["head", "code"])
    assert (again.pk, again.query, again.columns) == (view.pk, "tag=student", ["head", "code"])
    actions = AuditEntry.objects.filter(object_type="saved_view").order_by("sequence").values_list("action", flat=True)
    assert list(actions) == ["save_view", "change_view"]


def test_what_cannot_be_a_view(people: People) -> None:
    for wrong, given in (
        (ViewNameMissing, {"name": "  "}),
        (ViewNameMissing, {"name": "长" * 31}),
        (ViewTooLong, {"query": "tag=" + "a" * 600}),
        (NoColumns, {"columns": []}),
    ):
        with pytest.raises(wrong):
            save(people.handler, **given)
    assert not SavedView.objects.exists()


def test_a_shared_view_is_seen_in_its_division_and_below(people: People) -> None:
    save(people.handler, name="自己用")
    save(people.handler, name="大家用", shared=True)
    assert names(people.handler) == ["大家用", "自己用"]
    assert names(people.township_head) == names(people.assistant) == ["大家用"]
    assert names(people.neighbour) == names(people.county_handler) == []


def test_only_the_owner_changes_a_view(people: People) -> None:
    view = save(people.handler, shared=True)
    for other in (people.township_head, people.neighbour, people.county_head):
        with pytest.raises(NotVisible):
            rename_view(actor=other, view_id=view.pk, name="别的")
        with pytest.raises(NotVisible):
            share_view(actor=other, view_id=view.pk, shared=False)
        with pytest.raises(NotVisible):
            delete_view(actor=other, view_id=view.pk)
    assert rename_view(actor=people.handler, view_id=view.pk, name="新名").name == "新名"
    save(people.handler, name="另一个")
    with pytest.raises(ViewNameTaken):
        rename_view(actor=people.handler, view_id=view.pk, name="另一个")
    share_view(actor=people.handler, view_id=view.pk, shared=False)
    assert names(people.township_head) == []


def test_a_list_opens_with_a_view_until_it_is_gone(people: People) -> None:
    view = save(people.handler, shared=True)
    open_with(actor=people.township_head, listing=LIST, view_id=view.pk)
    assert habit_of(people.township_head, LIST).opens_with == view
    with pytest.raises(NotVisible):
        open_with(actor=people.neighbour, listing=LIST, view_id=view.pk)
    with pytest.raises(NotVisible):
        open_with(actor=people.handler, listing=Listing.MISSING, view_id=view.pk)
    delete_view(actor=people.handler, view_id=view.pk)
    assert habit_of(people.township_head, LIST).opens_with is None


def test_columns_are_kept_and_noted(people: People) -> None:
    choose_columns(actor=people.handler, listing=LIST, columns=["head", "code", "head"])
    assert habit_of(people.handler, LIST).columns == ["head", "code"]
    choose_columns(actor=people.handler, listing=LIST, columns=[])
    assert habit_of(people.handler, LIST).columns == []
    entry = AuditEntry.objects.filter(action="choose_columns").latest("sequence")
    assert (entry.before, entry.after) == ({"columns": ["head", "code"]}, {"columns": []})


def test_who_sees_no_household_arranges_no_list(people: People) -> None:
    for person in (people.system, people.security, people.auditor):
        with pytest.raises(NotAllowed):
            save(person)
        with pytest.raises(NotAllowed):
            choose_columns(actor=person, listing=LIST, columns=["code"])


def test_columns_that_no_list_has_fill_no_account(people: People) -> None:
    sent = ["code", "code", "<script>", "x" * 5000, *(f"a{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(300))]
    choose_columns(actor=people.handler, listing=Listing.HOUSEHOLDS, columns=sent)
    kept = habit_of(people.handler, Listing.HOUSEHOLDS).columns
    assert (kept[0], len(kept)) == ("code", 40)
    assert all(len(key) <= 30 for key in save(people.handler, columns=sent).columns)


def test_no_name_hides_or_turns_what_stands_around_it(people: People) -> None:
    assert save(people.handler, name="在保\u202e\u200b户").name == "在保户"
    with pytest.raises(ViewNameMissing):
        save(people.handler, name="在\x00保")
