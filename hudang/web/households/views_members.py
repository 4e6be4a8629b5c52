"""Members: add, change, leave, another head."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from hudang.accounts.vocabulary import Right
from hudang.archives.actions.heads import change_head, end_membership
from hudang.households.actions.members import add_member, edit_member
from hudang.households.queries.detail import member_of, members_on
from hudang.households.queries.editing import is_head, member_standing
from hudang.households.queries.visible import household_for
from hudang.households.rules.member_fields import MEMBER_FIELDS, PERSON_FIELDS
from hudang.households.vocabulary import IDENTITY_CARD
from hudang.kernel import clock
from hudang.web.households.controls import hide_stored, relation_choices, without_untouched
from hudang.web.households.forms import EditMemberForm, NewMemberForm
from hudang.web.households.forms_acts import ChangeHeadForm, LeaveForm
from hudang.web.households.handling import day_of, done
from hudang.web.households.views_detail import head_context, to_household
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.stale import status_of

_FIELDS = PERSON_FIELDS | MEMBER_FIELDS


@door(Right.EDIT_HOUSEHOLDS, methods=("GET", "POST"))
def add(request: SignedInRequest, code: str) -> HttpResponse:
    """Add a member."""
    household = household_for(request.user, code)
    initial = {"version": household.version, "covered": True, "identity_kind": IDENTITY_CARD, "since": clock.today()}
    form = NewMemberForm(request.POST or None, initial=initial)
    opened = done(
        request,
        form,
        lambda: add_member(
            actor=request.user,
            code=code,
            version=form.cleaned_data["version"],
            values=form.cleaned_data,
            since=day_of(form.cleaned_data["since"], "since", "成为本户成员的日期"),
            mismatch_reason=form.cleaned_data["mismatch_reason"],
        ),
        "已增加成员。人口变化可能影响保障金，请按程序办理变更审批。",
    )
    if opened:
        return to_household(code)
    context = head_context(household, request.user) | {"form": form, "title": "增加成员"}
    return render(request, "households/edit.html", context, status=status_of(form))


def _day_or_none(text: str) -> date | None:
    return day_of(text, "effective", "情况变化的日期") if text else None


@door(Right.EDIT_HOUSEHOLDS, methods=("GET", "POST"))
def edit(request: SignedInRequest, code: str, member_id: int) -> HttpResponse:
    """Change what is known of a present member."""
    household = household_for(request.user, code)
    standing = member_standing(household, member_id)
    form = EditMemberForm(request.POST or None, initial={**standing.values, "version": household.version})
    if is_head(standing):
        form.fields["relation"].choices = relation_choices(head=True)  # type: ignore[attr-defined]
    hide_stored(form, _FIELDS, standing.masks)

    def act() -> object:
        values = dict(form.cleaned_data)
        return edit_member(
            actor=request.user,
            code=code,
            member_id=member_id,
            version=values.pop("version"),
            mismatch_reason=values.pop("mismatch_reason"),
            effective=_day_or_none(values.pop("effective")),
            values=without_untouched(values, _FIELDS),
        )

    if done(request, form, act, "已保存。"):  # type: ignore[arg-type]
        return to_household(code)
    told = {"form": form, "title": f"修改成员：{standing.values['name']}"}
    return render(request, "households/edit.html", head_context(household, request.user) | told, status=status_of(form))


@door(Right.EDIT_HOUSEHOLDS, methods=("GET", "POST"))
def end(request: SignedInRequest, code: str, member_id: int) -> HttpResponse:
    """End a membership; a leaving head names the next one."""
    household = household_for(request.user, code)
    member = member_of(household, member_id)
    others = [m for m in members_on(household, clock.today()) if m.pk != member_id]
    form = LeaveForm(request.POST or None, initial={"version": household.version, "until": clock.today().isoformat()})
    if member.is_head:
        form.choose_head(others)
    opened = done(
        request,
        form,
        lambda: end_membership(
            actor=request.user,
            code=code,
            member_id=member_id,
            version=form.cleaned_data["version"],
            until=day_of(form.cleaned_data["until"], "until", "减员日期"),
            **form.facts(),
        ),
        f"{member.name}已减员。人口变化可能影响保障金，请按程序办理变更审批。",
    )
    if opened:
        return to_household(code)
    context = head_context(household, request.user) | {"form": form, "member": member, "others": others}
    return render(request, "households/end.html", context, status=status_of(form))


@door(Right.EDIT_HOUSEHOLDS, methods=("GET", "POST"))
def head(request: SignedInRequest, code: str) -> HttpResponse:
    """Make another member head of the household."""
    household = household_for(request.user, code)
    members = members_on(household, clock.today())
    form = ChangeHeadForm(request.POST or None, initial={"version": household.version, "on": clock.today().isoformat()})
    form.choose_head(members)
    opened = done(
        request,
        form,
        lambda: change_head(
            actor=request.user,
            code=code,
            version=form.cleaned_data["version"],
            new_head=form.new_head() or 0,
            relations=form.relations(),
            on=day_of(form.cleaned_data["on"], "on", "变更日期"),
        ),
        "已变更户主。",
    )
    if opened:
        return to_household(code)
    context = head_context(household, request.user) | {"form": form}
    return render(request, "households/head.html", context, status=status_of(form))
