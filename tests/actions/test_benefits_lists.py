"""发放名册: from the awards, closed once, never moved; bank, back payment and recovery in the month after."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Sum

from hudang.accounts.models import User
from hudang.audit.models import AuditEntry
from hudang.benefits.actions import lists
from hudang.benefits.actions.awarding import adjust, end_award
from hudang.benefits.actions.banking import bank_file, read_return, wrong_lines
from hudang.benefits.actions.basis import Basis
from hudang.benefits.actions.lists import close_list, prepare_list
from hudang.benefits.actions.repaying import (
    cancel_back_payment,
    confirm_back_payment,
    enter_repayment,
    set_instalment,
)
from hudang.benefits.actions.suspending import resume_payment, suspend_payment
from hudang.benefits.errors import (
    ListClosed,
    ListNotClosed,
    ListOutOfDate,
    ListOvertaken,
    ListReplaced,
    MonthClosed,
    NothingToPay,
    NotNext,
    RecoveryClosed,
    TooMuchRepaid,
    UnreadableReturn,
    WrongBackPayment,
)
from hudang.benefits.models import Award, BackPayment, PaymentList, PaymentRow, Recovery
from hudang.benefits.queries import listing
from hudang.benefits.queries.histories import history_of
from hudang.benefits.queries.lists import list_for, rows_for, sums_of
from hudang.benefits.vocabulary import BackPayState, ListState, RecoveryState
from hudang.households.actions.states import stop_household
from hudang.households.models import Household
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible
from hudang.platform.digests import lookup_hash
from tests.factories.again import again
from tests.factories.benefits import DECEMBER, NOVEMBER, OCTOBER, figures, make_award
from tests.factories.households import make_household
from tests.people import XINTIAN, People

COUNTY, JANUARY = "220882", date(2027, 1, 1)
BACK = Basis(reason="入户核查发现漏算收入", reference="大民追〔2026〕1号", retroactive=True)


def household(name: str, account: str, **fields: Any) -> Household:
    return make_household(
        name, bank="大安农商行", account=account, account_hash=lookup_hash(account, "account"),
        account_tail=account[-4:], **fields,
    )  # fmt: skip


@pytest.fixture
def three(people: People) -> list[Award]:
    """Three households in two townships with 320, 405.50 and 100 yuan since October."""
    return _three(people)


@again
def _three(people: People) -> list[Award]:
    made = [
        household("王一", "62170001"),
        household("李二", "62170002", village=XINTIAN),
        household("张三", "62170003"),
    ]
    totals = (320, Decimal("405.5"), 100)
    return [
        make_award(people.county_head, each, since=OCTOBER, total=total)
        for each, total in zip(made, totals, strict=True)
    ]  # type: ignore[arg-type]


def prepared(people: People, month: date = NOVEMBER, **more: Any) -> PaymentList:
    return prepare_list(actor=people.county_handler, county=COUNTY, month=month, **more)


def closed(people: People, month: date = NOVEMBER) -> PaymentList:
    return close_list(actor=people.county_head, list_id=prepared(people, month).pk)


def row_of(award: Award, month: date) -> PaymentRow:
    return PaymentRow.objects.get(household=award.household_id, list__month=month)


def test_a_list_is_the_sum_of_its_awards(people: People, three: list[Award]) -> None:
    listed = prepared(people)
    assert (listed.households, listed.persons, listed.total) == (3, 3, Decimal("825.50"))
    assert listed.total == Award.objects.aggregate(all=Sum("total"))["all"]
    row = row_of(three[1], NOVEMBER)
    assert (row.payee, row.account, row.account_tail, row.village_code) == ("李二", "62170002", "0002", XINTIAN)
    again = prepared(people, price_subsidy=Decimal(30), price_reference="吉发改价调〔2026〕9号")
    assert (again.total, PaymentList.objects.get()) == (Decimal("915.50"), again)
    # who still has the old one open is led to the new one, and closes nothing that he has not seen
    assert list_for(people.county_head, listed.pk) == again
    with pytest.raises(ListReplaced):
        close_list(actor=people.county_head, list_id=listed.pk)
    assert row_of(three[0], NOVEMBER).price_subsidy == 30


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"month": date(2026, 11, 2)}, "month"),
        ({"price_subsidy": Decimal(-1)}, "price_subsidy"),
        ({"price_subsidy": Decimal(5)}, "price_reference"),
    ],
)
def test_what_is_wrong_with_a_list(people: People, three: list[Award], fields: dict[str, Any], place: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        prepared(people, **fields)
    assert place in refusal.value.fields


def test_who_prepares_and_who_closes(people: People, three: list[Award]) -> None:
    for person in (people.handler, people.county_head, people.auditor):
        with pytest.raises(NotAllowed):
            prepare_list(actor=person, county=COUNTY, month=NOVEMBER)
    with pytest.raises(NotVisible):
        prepare_list(actor=people.county_handler, county="220881", month=NOVEMBER)
    listed = prepared(people)
    for person in (people.county_handler, people.township_head):
        with pytest.raises(NotAllowed):
            close_list(actor=person, list_id=listed.pk)
    with pytest.raises(NotVisible):
        close_list(actor=people.county_head, list_id=0)
    with pytest.raises(NothingToPay):
        prepared(people, date(2020, 1, 1))


def test_only_those_in_payment(people: People, three: list[Award]) -> None:
    one, two, three_ = (award.household for award in three)
    why = Basis(reason="联系不上，正在核实")
    suspend_payment(actor=people.county_head, code=one.code, since=DECEMBER, decide_by=date(2999, 1, 1), basis=why)
    end_award(actor=people.county_head, code=two.code, since=DECEMBER, stop_reason="13", basis=Basis())
    stop_household(
        actor=people.handler, code=three_.code, version=None, on=date(2026, 11, 1), stop_reason="01", reason="收入超标"
    )
    assert {row.household_id for row in prepared(people).rows.all()} == {one.pk, two.pk}
    closed(people)
    assert prepared(people, DECEMBER).households == 0


def test_months_follow_one_another(people: People, three: list[Award]) -> None:
    closed(people)
    with pytest.raises(NotNext, match="只能编制2026年12月"):
        prepared(people, JANUARY)
    with pytest.raises(NotNext):
        prepared(people, OCTOBER)
    with pytest.raises(ListClosed, match="县负责人"):
        prepared(people)


def test_a_closed_month_never_moves(people: People, three: list[Award]) -> None:
    listed = closed(people)
    assert AuditEntry.objects.get(action="close_list").after["total"] == "825.50"
    with pytest.raises(ListClosed):
        close_list(actor=people.county_head, list_id=listed.pk)
    row = row_of(three[0], NOVEMBER)
    moves: list[Callable[[], object]] = [
        lambda: PaymentRow.objects.filter(pk=row.pk).update(total=1),
        lambda: PaymentRow.objects.filter(pk=row.pk).delete(),
        lambda: PaymentRow.objects.filter(pk=row.pk).update(head_name="别人"),
        lambda: PaymentList.objects.filter(pk=listed.pk).update(total=1),
        lambda: PaymentList.objects.filter(pk=listed.pk).update(state=ListState.DRAFT),
        lambda: PaymentList.objects.filter(pk=listed.pk).delete(),
    ]
    for move in moves:
        with pytest.raises(DatabaseError), transaction.atomic():
            move()
    with pytest.raises(MonthClosed, match="2026年11月的发放名册已经封账"):
        adjust(actor=people.county_head, code=row.household_code, since=NOVEMBER, figures=figures(10), basis=Basis())


def test_what_changed_since_is_told_before_closing(people: People, three: list[Award]) -> None:
    listed = prepared(people)
    adjust(actor=people.county_head, code=three[0].household.code, since=NOVEMBER, figures=figures(10), basis=Basis())
    with pytest.raises(ListOutOfDate, match="1 户"):
        close_list(actor=people.county_head, list_id=listed.pk)
    assert closed(people).total == Decimal("515.50")


def test_killed_in_the_middle_of_closing(people: People, three: list[Award], monkeypatch: pytest.MonkeyPatch) -> None:
    listed = prepared(people)
    monkeypatch.setattr(lists, "record", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        close_list(actor=people.county_head, list_id=listed.pk)
    listed.refresh_from_db()
    assert (listed.state, listed.closed_at) == (ListState.DRAFT, None)


def test_killed_in_the_middle_of_preparing(people: People, three: list[Award], monkeypatch: pytest.MonkeyPatch) -> None:
    before = prepared(people)
    adjust(actor=people.county_head, code=three[0].household.code, since=NOVEMBER, figures=figures(10), basis=Basis())
    monkeypatch.setattr(listing, "PORTION", 1)
    written: list[int] = []

    def killed(done: int, _: int) -> None:
        written.append(done)
        if done > 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prepared(people, progress=killed)
    # the old draft stands whole; what was written of the new one shows nowhere, and goes with the next
    assert written == [1, 2] and PaymentList.objects.get() == before
    assert sums_of(rows_for(people.county_head, before))["total"] == Decimal("825.50")
    assert len(history_of(people.county_head, three[0].household.code).payments) == 1
    listed = prepared(people)
    assert (PaymentList.objects.get(), listed.total, PaymentRow.objects.count()) == (listed, Decimal("515.50"), 3)


def test_who_prepares_later_stops_who_prepares_now(
    people: People, three: list[Award], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PORTION", 2)
    others: list[PaymentList] = []

    def meanwhile(*_: int) -> None:
        if not others:
            others.append(prepared(people))

    with pytest.raises(ListOvertaken):
        prepared(people, progress=meanwhile)
    assert [PaymentList.objects.get()] == others and PaymentRow.objects.filter(list=others[0]).count() == 3


def test_what_changes_while_a_month_is_being_closed_is_told(
    people: People, three: list[Award], monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = prepared(people)

    def meanwhile(*_: object) -> bytes:
        code = three[0].household.code
        adjust(actor=people.county_head, code=code, since=NOVEMBER, figures=figures(10), basis=Basis())
        return b""

    monkeypatch.setattr(lists, "sums_paper", meanwhile)
    with pytest.raises(ListOutOfDate, match="1 户"):
        close_list(actor=people.county_head, list_id=listed.pk)
    assert PaymentList.objects.get().state == ListState.DRAFT


def test_a_retroactive_increase_is_paid_with_the_next_list(people: People, three: list[Award]) -> None:
    closed(people)
    code = three[0].household.code
    adjust(actor=people.county_head, code=code, since=OCTOBER, figures=figures(350), basis=BACK)
    due = BackPayment.objects.get()
    # October was never listed here: only the closed month is settled
    assert (due.amount, due.first_month, due.state) == (30, NOVEMBER, BackPayState.DUE)
    closed(people, DECEMBER)
    row = row_of(three[0], DECEMBER)
    assert (row.allowance, row.back_pay, row.total) == (350, 30, 380)
    due.refresh_from_db()
    assert (due.state, due.row) == (BackPayState.PAID, row)
    assert prepared(people, JANUARY).rows.get(household=row.household).total == 350


def test_a_retroactive_decrease_is_kept_back(people: People, three: list[Award]) -> None:
    closed(people)
    code = three[0].household.code
    basis = Basis(reason=BACK.reason, retroactive=True, instalments=2)
    adjust(actor=people.county_head, code=code, since=NOVEMBER, figures=figures(20), basis=basis)
    recovery = Recovery.objects.get()
    assert (recovery.amount, recovery.instalment, recovery.balance) == (300, 150, 300)
    assert recovery.number.endswith("-001")
    closed(people, DECEMBER)
    row = row_of(three[0], DECEMBER)
    # no more is kept back than there is
    assert (row.allowance, row.recovery, row.total) == (20, 20, 0)
    recovery.refresh_from_db()
    assert recovery.balance == 280
    again = Basis(reason="原决定有误，予以纠正", retroactive=True)
    adjust(actor=people.county_head, code=code, since=NOVEMBER, figures=figures(320), basis=again)
    # both closed months count as if 320 had always held: 300 for November that was to be recovered, and December's
    assert sum(each.amount for each in BackPayment.objects.all()) == 600


def test_missed_months_are_paid_back_when_payment_goes_on(people: People, three: list[Award]) -> None:
    code, why = three[0].household.code, Basis(reason="账户已更正")
    suspend_payment(actor=people.county_head, code=code, since=NOVEMBER, decide_by=date(2999, 1, 1), basis=why)
    assert closed(people).households == 2
    resume_payment(actor=people.county_head, code=code, since=DECEMBER, basis=why, back_pay=True)
    closed(people, DECEMBER)
    assert row_of(three[0], DECEMBER).total == 640


def returned(*lines: str) -> io.BytesIO:
    return io.BytesIO("\r\n".join(["账号,户名,金额,结果,原因", *lines]).encode("gb18030"))


def test_the_file_for_the_bank(people: People, three: list[Award]) -> None:
    listed = prepared(people)
    wanted: dict[str, Any] = {"list_id": listed.pk, "kind": "csv", "reason": "送农商行代发"}
    with pytest.raises(ListNotClosed):
        bank_file(actor=people.county_handler, **wanted)
    close_list(actor=people.county_head, list_id=listed.pk)
    content = bank_file(actor=people.county_handler, **wanted).decode("utf-8-sig").splitlines()
    assert content[0] == "序号,户编号,户名,账号,开户行,金额,用途"
    assert any("王一,62170001,大安农商行,320.00,202611低保金" in line for line in content)
    assert bank_file(actor=people.county_handler, **(wanted | {"kind": "xlsx"}))[:2] == b"PK"
    entry = AuditEntry.objects.filter(action="export_bank_file").latest("pk")
    assert (entry.reason, "62170001" in str(entry.after)) == ("送农商行代发", False)
    with pytest.raises(NotAllowed):
        bank_file(actor=people.archivist, **wanted)


def test_what_the_bank_answers(people: People, three: list[Award]) -> None:
    listed = closed(people)

    def read(*lines: str) -> Any:
        return read_return(
            actor=people.county_handler, list_id=listed.pk, source=returned(*lines), file_name="回盘.csv"
        )

    first = read(
        "62170001,王一,320.00,成功,",
        "62170002,李二,405.50,失败,账户已销户",
        "62179999,陌生人,1.00,成功,",
        "62170003,张三,99.00,成功,",
    )
    assert (first.succeeded, first.failed, first.unmatched) == (1, 1, 2)
    assert wrong_lines(first)[:2] == b"PK"
    assert "名册是 100 元" in first.wrong
    row = row_of(three[1], NOVEMBER)
    assert (row.result, row.return_reason) == ("3", "账户已销户")
    second = read("62170003,张三,100.00,成功,", "62170002,李二,405.50,失败,账户已销户", "62170001,王一,320.00,失败,")
    assert (second.succeeded, second.failed, second.unmatched) == (1, 1, 1)
    listed.refresh_from_db()
    assert (listed.state, BackPayment.objects.count()) == (ListState.PAID, 1)
    proposed = BackPayment.objects.get()
    assert (proposed.state, proposed.amount) == (BackPayState.PROPOSED, Decimal("405.50"))
    assert prepared(people, DECEMBER).rows.get(household=row.household).back_pay == 0
    confirm_back_payment(actor=people.county_handler, back_payment_id=proposed.pk, reason="已换新卡")
    assert prepared(people, DECEMBER).rows.get(household=row.household).back_pay == Decimal("405.50")


def test_files_that_are_no_answer(people: People, three: list[Award]) -> None:
    listed = closed(people)
    for content in (b"\x00\x01", "甲,乙\r\n1,2".encode(), b""):
        with pytest.raises(UnreadableReturn):
            read_return(actor=people.county_handler, list_id=listed.pk, source=io.BytesIO(content), file_name="x.csv")


def test_back_payments_are_confirmed_or_dropped_once(people: People, three: list[Award]) -> None:
    listed = closed(people)
    read_return(
        actor=people.county_handler,
        list_id=listed.pk,
        source=returned("62170001,王一,320,失败,户名不符"),
        file_name="h.csv",
    )
    proposed = BackPayment.objects.get()
    with pytest.raises(NotAllowed):
        confirm_back_payment(actor=people.handler, back_payment_id=proposed.pk, reason="已换新卡")
    cancel_back_payment(actor=people.county_handler, back_payment_id=proposed.pk, reason="户主已故无人领取")
    for act in (confirm_back_payment, cancel_back_payment):
        with pytest.raises(WrongBackPayment):
            act(actor=people.county_handler, back_payment_id=proposed.pk, reason="再来一次")
    adjust(actor=people.county_head, code=three[2].household.code, since=NOVEMBER, figures=figures(150), basis=BACK)
    decided = BackPayment.objects.get(state=BackPayState.DUE)
    with pytest.raises(WrongBackPayment, match="按决定列出"):
        cancel_back_payment(actor=people.county_handler, back_payment_id=decided.pk, reason="不想补发了")


def test_money_that_came_back(people: People, three: list[Award]) -> None:
    closed(people)
    adjust(actor=people.county_head, code=three[0].household.code, since=NOVEMBER, figures=figures(20), basis=BACK)
    recovery, today = Recovery.objects.get(), date(2026, 11, 20)

    def repay(amount: str, actor: User = people.county_handler, voucher: str = "缴款 001") -> Recovery:
        return enter_repayment(actor=actor, recovery_id=recovery.pk, amount=Decimal(amount), on=today, voucher=voucher)

    set_instalment(actor=people.county_handler, recovery_id=recovery.pk, instalment=Decimal(0), reason="已约定缴现")
    assert repay("100.50").balance == Decimal("199.50")
    with pytest.raises(TooMuchRepaid, match=r"余额是 199.5 元"):
        repay("200")
    for wrong in ("0", "-1", "1.005"):
        with pytest.raises(InvalidInput):
            repay(wrong)
    with pytest.raises(InvalidInput):
        repay("1", voucher=" ")
    with pytest.raises(NotAllowed):
        repay("1", people.handler)
    assert repay("199.50").state == RecoveryState.SETTLED
    with pytest.raises(RecoveryClosed):
        repay("1")
    assert AuditEntry.objects.filter(action="enter_repayment").count() == 2
