"""How the rules on cases, notices and long-term lists find what breaks them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from hudang.accounts.vocabulary import AccountState
from hudang.casework.models import Case, CaseClock, LongTermList, NoticeBatch
from hudang.casework.vocabulary import CLOCK_LABELS, FINAL_STAGES, ClockKind, LongTermState, NoticeState
from hudang.quality.queries.scope import Found, Scope

_CASE = ("case__village_code", "case__household_id", "case__household__code", "case_id", "kind", "case__number")


def case_overdue(scope: Scope) -> Iterator[Found]:
    """A running clock is over; an exempt case is told to nobody but its readers, so it is no problem of a list."""
    running = CaseClock.objects.filter(ended_on=None, paused_since=None, due_on__lt=scope.known.day, case__exempt=False)
    running = running.filter(scope.on("case__village_code", "case__household")).exclude(kind=ClockKind.NOTICE)
    for village, household, code, case, kind, number in running.order_by().values_list(*_CASE).iterator():
        yield Found(village, household, code or "", case, f"{number} {CLOCK_LABELS[ClockKind(kind)]}", kind)


def handler_gone(scope: Scope) -> Iterator[Found]:
    """A case under way whose handler signs in no more; an exempt one is kept out, as above."""
    orphaned = Case.objects.filter(scope.on("village_code", "household"), exempt=False).exclude(handler=None)
    orphaned = orphaned.exclude(handler__state=AccountState.ACTIVE).exclude(stage__in=FINAL_STAGES).order_by()
    names = ("village_code", "household_id", "household__code", "pk", "number", "handler__display_name")
    for village, household, code, key, number, handler in orphaned.values_list(*names).iterator():
        yield Found(village, household, code or "", key, f"{number} 经办人{handler}")


def notice_without_photo(scope: Scope) -> Iterator[Found]:
    """A notice that hung, and its first or last day was not photographed; on the day itself there is still time."""
    if scope.households is not None:
        return
    day = scope.known.day
    hung = NoticeBatch.objects.filter(
        scope.on("village_code", "pk"), state__in=[NoticeState.POSTED, NoticeState.CLOSED]
    ).order_by()
    for mark, missing, told in (
        ("first", Q(first_photo=None, starts_on__lt=day), "缺首日照片"),
        ("last", Q(last_photo=None, ends_on__lt=day), "缺末日照片"),
    ):
        for village, key, number in hung.filter(missing).values_list("village_code", "pk", "number").iterator():
            yield Found(village, None, "", key, f"{number} {told}", mark)


def list_without_photo(scope: Scope) -> Iterator[Found]:
    """A long-term list that hangs since yesterday or longer without a photograph."""
    if scope.households is not None:
        return
    hung = LongTermList.objects.filter(
        scope.on("village_code", "pk"), state=LongTermState.POSTED, photo=None, posted_on__lt=scope.known.day
    )
    for village, key, number in hung.order_by().values_list("village_code", "pk", "number").iterator():
        yield Found(village, None, "", key, number)


FINDERS = {
    "case_overdue": case_overdue,
    "handler_gone": handler_gone,
    "notice_without_photo": notice_without_photo,
    "list_without_photo": list_without_photo,
}
