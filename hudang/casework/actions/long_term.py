"""长期公布: a village's list of who is paid this month, made, hung up, photographed, replaced by the next month's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import BinaryIO

from django.db import transaction
from django.db.models import QuerySet

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.filing import ItemEntry, StoredPage, file_made
from hudang.archives.models import HouseholdFile
from hudang.archives.numbering import Numbers
from hudang.archives.vocabulary import OPEN_STATES
from hudang.audit.log import Act, record
from hudang.casework.actions.notices import Posting, check_posting
from hudang.casework.actions.volumes import file_hung_list
from hudang.casework.errors import NoticeWrongState
from hudang.casework.models import LongTermLine, LongTermList
from hudang.casework.queries.long_term import PaidHousehold, paid_in, this_month
from hudang.casework.vocabulary import LongTermState
from hudang.digitization.actions.intake import receive, register
from hudang.digitization.models import DigitalObject
from hudang.divisions.queries import names_of
from hudang.forms.actions.papers import annul_paper, make_paper
from hudang.forms.models import Paper
from hudang.households.actions.opening import reason_given
from hudang.kernel import clock
from hudang.kernel.dates import archive_date
from hudang.kernel.division_codes import township_code
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.kernel.identity import phone_valid

MATERIAL = "M55"
# newly confirmed: in the month of the list or the one before
_NEW = timedelta(days=31)


@transaction.atomic
def prepare_long_term_list(*, actor: User, village_code: str, telephone: str) -> LongTermList:
    """Make this month's list of a village and its sheet (F16b); raises ``InvalidInput``.

    Left out are households with an exempt case or a file that is kept apart; of a minor stands the surname only.
    """
    require(actor, Right.HANDLE_CASES)
    require_place(actor, village_code)
    said, month = telephone.strip(), this_month()
    if not phone_valid(said):
        raise InvalidInput({"telephone": "请填写监督电话，带区号的固定电话或手机号。"})
    if _of_month(village_code, month):
        raise InvalidInput({"telephone": f"{month:%Y年%m月}的长期公布表已经做好；要改请先作废。"})
    paid = paid_in(village_code, month)
    if not paid:
        raise InvalidInput({"telephone": "本村本月没有可以公布的在保家庭。"})
    listed = LongTermList.objects.create(
        number=_number(village_code, month),
        village_code=village_code,
        month=month,
        telephone=said,
        made_by=actor,
        made_at=clock.now(),
    )
    LongTermLine.objects.bulk_create(
        LongTermLine(
            listed=listed, household=row.household, head=row.head, size=row.size, covered=row.covered, amount=row.amount
        )
        for row in paid
    )
    listed.paper = _paper(actor, listed, paid)
    listed.save(update_fields=["paper"])
    summary = f"准备长期公布表 {listed.number}，{len(paid)} 户"
    record(actor, Act("prepare_long_term_list", "long_term_list", listed.pk, summary=summary))
    return listed


def _of_month(village_code: str, month: date) -> bool:
    made = LongTermList.objects.filter(village_code=village_code, month=month)
    return made.exclude(state=LongTermState.DROPPED).exists()


def _number(village_code: str, month: date) -> str:
    key = f"long_term:{township_code(village_code)[:9]}:{month.year}"
    numbers = Numbers([key])
    number = numbers.next(key)
    numbers.save()
    return f"{township_code(village_code)[:9]}GB{month.year}{number:04d}"


def _paper(actor: User, listed: LongTermList, paid: list[PaidHousehold]) -> Paper:
    rows = [
        {"number": number, "head": row.head, "size": row.size, "covered": row.covered, "amount": row.amount}
        for number, row in enumerate(paid, 1)
    ]
    village = names_of({listed.village_code}).get(listed.village_code, "")
    data = {"village": village, "month": f"{listed.month:%Y-%m}", "telephone": listed.telephone, "rows": rows}
    return make_paper(
        actor=actor, form="F16b", data=data, village_code=listed.village_code, case_reference=listed.number
    )


@transaction.atomic
def hang_long_term_list(*, actor: User, number: str, posting: Posting, version: int | None = None) -> LongTermList:
    """Note that the list was hung up: it takes the place of the one before, and newly confirmed pouches get it."""
    listed = _open(actor, number, Right.HANDLE_CASES, version)
    _expect(listed, LongTermState.PREPARED, "登记张贴")
    check_posting(posting, listed.made_at.astimezone(clock.CHINA).date())
    before = LongTermList.objects.filter(village_code=listed.village_code, state=LongTermState.POSTED)
    before.update(state=LongTermState.REPLACED, replaced_on=posting.on)
    listed.places, listed.posted_by, listed.posted_on = posting.places.strip(), posting.posted_by.strip(), posting.on
    listed.state = LongTermState.POSTED
    _keep(listed)
    filed = _file_into_new(actor, listed)
    file_hung_list(actor, listed)
    summary = f"张贴长期公布表 {listed.number}，归入 {filed} 户的户袋"
    record(actor, Act("hang_long_term_list", "long_term_list", listed.pk, summary=summary))
    return listed


def _file_into_new(actor: User, listed: LongTermList) -> int:
    """File the sheet into the pouches of households confirmed lately that have none yet; return how many."""
    since = listed.month - _NEW
    homes = LongTermLine.objects.filter(listed=listed, household__approved_on__gte=since.replace(day=1))
    files = _files(homes.values_list("household_id", flat=True)).exclude(
        items__material__code=MATERIAL, items__annulled_on=None
    )
    ids = dict(files.values_list("household_id", "pk"))
    if listed.paper is None:
        return 0
    for file_id in ids.values():
        _file(actor, file_id, listed, listed.paper.digital_object, f"长期公布表（{listed.month:%Y年%m月}）")
    LongTermLine.objects.filter(listed=listed, household__in=ids).update(filed=True)
    return len(ids)


def _files(household_ids: Iterable[int]) -> QuerySet[HouseholdFile]:
    return HouseholdFile.objects.filter(household__in=household_ids, state__in=OPEN_STATES)


def _file(actor: User, file_id: int, listed: LongTermList, kept: DigitalObject, title: str) -> None:
    pages = tuple(StoredPage(kept.pk, number, title) for number in range(1, kept.page_count + 1))
    day = archive_date(listed.posted_on or clock.today())
    entry = ItemEntry(material=MATERIAL, sources=pages, title=title, dated=day, document_number=listed.number)
    file_made(actor=actor, file_id=file_id, entry=entry)


def photograph_long_term_list(*, actor: User, number: str, photo: BinaryIO, name: str) -> LongTermList:
    """Keep the photo of the list at its board; it joins the sheet in the pouches that got one."""
    require(actor, Right.FILE_ITEMS)
    received = receive(photo, name)
    with transaction.atomic():
        listed = _open(actor, number, Right.FILE_ITEMS)
        _expect(listed, LongTermState.POSTED, "上传张贴照片")
        listed.photo = register(received).object
        _keep(listed)
        homes = LongTermLine.objects.filter(listed=listed, filed=True).values_list("household_id", flat=True)
        for file_id in _files(homes).values_list("pk", flat=True):
            _file(actor, file_id, listed, listed.photo, f"长期公布照片（{listed.month:%Y年%m月}）")
        file_hung_list(actor, listed)
        summary = f"长期公布表 {listed.number} 的张贴照片"
        record(actor, Act("photograph_long_term_list", "long_term_list", listed.pk, summary=summary))
        return listed


@transaction.atomic
def drop_long_term_list(*, actor: User, number: str, reason: str, version: int | None = None) -> LongTermList:
    """Give up a list that does not hang yet, with a reason; the month's may then be made anew."""
    listed = _open(actor, number, Right.HANDLE_CASES, version)
    _expect(listed, LongTermState.PREPARED, "作废")
    said = reason_given(reason, "作废长期公布表")
    listed.state = LongTermState.DROPPED
    if listed.paper is not None:
        annul_paper(actor=actor, paper=listed.paper, reason=said)
    _keep(listed)
    summary = f"作废长期公布表 {listed.number}"
    record(actor, Act("drop_long_term_list", "long_term_list", listed.pk, summary=summary, reason=said))
    return listed


def _open(actor: User, number: str, right: Right, version: int | None = None) -> LongTermList:
    require(actor, right)
    listed = LongTermList.objects.select_for_update().filter(number=number).first()
    if listed is None:
        raise NotVisible
    require_place(actor, listed.village_code)
    if version is not None and version != listed.version:
        raise NoticeWrongState(number=number, state=listed.get_state_display(), act="保存：别人刚刚改过，请刷新页面")
    return listed


def _expect(listed: LongTermList, state: LongTermState, act: str) -> None:
    if listed.state != state:
        raise NoticeWrongState(number=listed.number, state=listed.get_state_display(), act=act)


def _keep(listed: LongTermList) -> None:
    listed.version += 1
    listed.save()
