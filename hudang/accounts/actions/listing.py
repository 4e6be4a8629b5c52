"""How users arrange their lists: columns, saved views, the view a list opens with."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.errors import NoColumns, ViewNameMissing, ViewNameTaken, ViewTooLong
from hudang.accounts.models import ListHabit, SavedView, User
from hudang.accounts.queries import habit_of, view_for
from hudang.accounts.rules import kept_columns, kept_query
from hudang.accounts.vocabulary import LISTING_LABELS, Listing, Right
from hudang.audit.log import Act, record
from hudang.kernel.errors import NotVisible
from hudang.kernel.text import collapse_spaces, strip_invisible

_LONGEST_NAME, _LONGEST_QUERY = 30, 500


@transaction.atomic
def choose_columns(*, actor: User, listing: Listing, columns: Sequence[str]) -> None:
    """Keep the columns of a list in their order; none at all means the usual ones again."""
    require(actor, Right.VIEW_HOUSEHOLDS)
    habit = habit_of(actor, listing)
    before = list(habit.columns)
    habit.columns = kept_columns(columns)
    habit.save()
    changed = {"columns": before}, {"columns": habit.columns}
    record(actor, Act("choose_columns", "list", listing.value, "", f"选择{LISTING_LABELS[listing]}的列", *changed))


@transaction.atomic
def save_view(
    *, actor: User, listing: Listing, name: str, query: str, columns: Sequence[str], shared: bool
) -> SavedView:
    """Keep a list's filters, order and columns under a name; the user's own view of that name is overwritten.

    What was searched for is not kept. Raises ``ViewNameMissing``, ``ViewTooLong`` or ``NoColumns``.
    """
    require(actor, Right.VIEW_HOUSEHOLDS)
    called, kept, columns = _name(name), kept_query(query), kept_columns(columns)
    if len(kept) > _LONGEST_QUERY:
        raise ViewTooLong
    if not columns:
        raise NoColumns
    view, made = SavedView.objects.update_or_create(
        owner=actor,
        listing=listing,
        name=called,
        defaults={"query": kept, "columns": columns, "shared": shared, "division_code": actor.division_code},
    )
    after = {"name": called, "filters": kept, "columns": view.columns, "shared": shared}
    _log(actor, "save_view" if made else "change_view", view, "保存视图" if made else "修改视图", after=after)
    return view


@transaction.atomic
def rename_view(*, actor: User, view_id: int, name: str) -> SavedView:
    """Give the user's own view another name; raises ``ViewNameTaken``."""
    view, called = _own(actor, view_id), _name(name)
    others = SavedView.objects.filter(owner=actor, listing=view.listing, name=called).exclude(pk=view.pk)
    if others.exists():
        raise ViewNameTaken(name=called)
    before, view.name = view.name, called
    view.save(update_fields=["name"])
    _log(actor, "change_view", view, "视图改名", before={"name": before}, after={"name": called})
    return view


@transaction.atomic
def share_view(*, actor: User, view_id: int, shared: bool) -> SavedView:
    """Show the user's own view to his division, or to himself alone."""
    view = _own(actor, view_id)
    view.shared, view.division_code = shared, actor.division_code
    view.save(update_fields=["shared", "division_code"])
    _log(actor, "change_view", view, "共享视图" if shared else "不再共享视图", after={"shared": shared})
    return view


@transaction.atomic
def delete_view(*, actor: User, view_id: int) -> SavedView:
    """Delete the user's own view; lists that opened with it open with everything again."""
    view = _own(actor, view_id)
    _log(actor, "delete_view", view, "删除视图", before={"name": view.name, "filters": view.query})
    SavedView.objects.filter(pk=view.pk).delete()
    return view


@transaction.atomic
def open_with(*, actor: User, listing: Listing, view_id: int | None) -> ListHabit:
    """Let a list open with a view that the user sees, or with everything."""
    require(actor, Right.VIEW_HOUSEHOLDS)
    view = view_for(actor, view_id) if view_id else None
    if view and view.listing != listing:
        raise NotVisible
    habit = habit_of(actor, listing)
    habit.opens_with = view
    habit.save()
    summary = f"{LISTING_LABELS[listing]}默认打开“{view.name if view else '全部'}”"
    record(actor, Act("open_list_with", "list", listing.value, "", summary))
    return habit


def _name(text: str) -> str:
    # others see a shared name: no sign in it that turns or hides the words around it
    called = collapse_spaces(strip_invisible(text))
    if not called or len(called) > _LONGEST_NAME or not called.isprintable():
        raise ViewNameMissing
    return called


def _own(actor: User, view_id: int) -> SavedView:
    require(actor, Right.VIEW_HOUSEHOLDS)
    view = SavedView.objects.select_for_update().filter(pk=view_id, owner=actor).first()
    if view is None:
        raise NotVisible
    return view


def _log(
    actor: User,
    action: str,
    view: SavedView,
    summary: str,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    record(actor, Act(action, "saved_view", view.pk, "", f"{summary}“{view.name}”", before, after))
