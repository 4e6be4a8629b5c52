"""What a visit must show before it is handed in (dynamic-review.md §3, §5): each fault at its field, in Chinese."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hudang.forms.vocabulary import ON_PAPER
from hudang.recertification.rules.rule_text import RuleText
from hudang.recertification.rules.thresholds import Thresholds
from hudang.recertification.vocabulary import METHOD_LABELS, Method

Faults = Iterator[tuple[str, str]]
F20 = "F20"
DOOR_PLATE = "门牌"
# what is written anew at every visit tells of no change
NEW_EACH_TIME = frozenset(
    "way visited_at until began surveyed_on month year rule visitor surveyor_1 surveyor_1_signature received last_on".split()
)
_ALL_THREE = 3
_NO_CHANGE = "1"
_VALID = "1"
_MONTHS_OF_POWER = 3
# who of the members a table speaks of: it may stay empty where nobody is so
_HEALTHY = ("", "1", "2")
_ABLE = ("1", "2")


@dataclass(frozen=True)
class Served:
    """A task that the visit is to settle: its rule, from when it may be done, how often only a call was made."""

    rule: RuleText
    opens_on: date
    phone_in_a_row: int = 0
    person: str = ""


@dataclass(frozen=True)
class VisitFacts:
    """A visit as it is handed in; ``content`` are the clean values of its form."""

    form: str
    method: Method
    on: date
    began_at: datetime | None
    ended_at: datetime | None
    now: datetime
    content: Mapping[str, Any]
    served: Sequence[Served] = ()
    located: bool = False
    photos: Sequence[str] = ()
    # of each neighbour who was heard: whether the record is whole, and whether he is kin
    neighbours: Sequence[tuple[bool, bool]] = ()
    neighbours_missing: str = ""
    relatives: Sequence[str] = ()
    power_average: Decimal | None = None
    # what the form calls its fields and tables
    labels: Mapping[str, str] = field(default_factory=dict)
    limits: Thresholds = field(default_factory=Thresholds)

    @property
    def of_household(self) -> bool:
        """Whether the whole household was surveyed (F20)."""
        return self.form == F20

    def at(self, moment: str) -> str:
        """Return the field of the form in which a moment stands."""
        names = (
            {"on": "surveyed_on", "began": "began"}
            if self.of_household
            else {"on": "visited_at", "began": "visited_at"}
        )
        return names.get(moment, moment)


def visit_faults(facts: VisitFacts) -> dict[str, str]:
    """Return what is wrong by field; the first sentence for a field stands."""
    found: dict[str, str] = {}
    for check in _CHECKS:
        for name, words in check(facts):
            found.setdefault(name, words)
    return found


def _times(facts: VisitFacts) -> Faults:
    if facts.began_at is None:
        yield facts.at("began"), "请填写开始（到达）时间。"
    if facts.ended_at is None:
        yield "until", "请填写结束（离开）时间。"
    if facts.began_at is not None and facts.began_at > facts.now:
        yield facts.at("began"), "走访时间在现在以后，请改成实际走访的时间。"
    if facts.began_at is None or facts.ended_at is None:
        return
    if facts.ended_at < facts.began_at:
        yield "until", "结束时间早于开始时间，请改正。"
    elif facts.ended_at > facts.now:
        yield "until", "结束时间在现在以后，请改成实际结束的时间。"


def _period(facts: VisitFacts) -> Faults:
    late = [each for each in facts.served if facts.on < each.opens_on]
    if late and len(late) == len(facts.served):
        first = min(each.opens_on for each in late)
        yield facts.at("on"), f"日期不在这一期内：本期从 {first:%Y-%m-%d} 起办理。"


def _methods(facts: VisitFacts) -> Faults:
    for each in facts.served:
        if facts.method not in each.rule.methods:
            allowed = "、".join(METHOD_LABELS[one] for one in each.rule.methods)
            yield "way", f"“{each.rule.name}”只能用{allowed}，请改方式。"
        elif phone_is_over(each, facts.method):
            yield "way", f"{each.person or '本户'}已连续 {each.phone_in_a_row} 次电话走访，这次须家访。"


def phone_is_over(served: Served, method: Method) -> bool:
    """Tell whether so many calls were made in a row that only a visit at home counts now."""
    most = served.rule.phone_in_a_row
    return method == Method.PHONE and 0 < most <= served.phone_in_a_row


def _phone(facts: VisitFacts) -> Faults:
    if facts.method != Method.PHONE:
        return
    said = facts.content
    number = "called" if facts.of_household else "phone"
    if not said.get(number):
        yield number, "请填写通话号码。"
    if said.get("verified") is not True and len(said.get("checked") or ()) < _ALL_THREE:
        yield "checked", "电话走访须核对姓名、出生日期、住址三项，请核对后勾选。"
    if facts.began_at and facts.ended_at and not said.get("short_reason"):
        length = facts.ended_at - facts.began_at
        if timedelta(0) <= length < timedelta(seconds=facts.limits.phone_seconds):
            yield "short_reason", f"通话不足 {facts.limits.phone_seconds} 秒，请写明原因。"


def _person(facts: VisitFacts) -> Faults:
    seen = facts.content.get("seen")
    if seen is None:
        yield "seen", "请选择是否见到（通话）本人。"
    if seen is False and not facts.content.get("not_seen_reason"):
        yield "not_seen_reason", "没有见到本人、不是本人接听的，请写明原因和由谁代答。"


def _home(facts: VisitFacts) -> Faults:
    if facts.method != Method.HOME:
        return
    if not facts.photos:
        yield "photos", "家访至少拍一张照片。"
    if not facts.located and not any(DOOR_PLATE in what for what in facts.photos):
        yield "photos", "请拍一张门牌照片，或在现场点“记下位置”。"
    signed = facts.content.get("head_signature" if facts.of_household else "subject_signature")
    if not signed and not facts.content.get("refused_to_sign"):
        yield "refused_to_sign", "被访人没有签字或按指印的，请写明原因。"


def _video(facts: VisitFacts) -> Faults:
    if facts.method == Method.VIDEO:
        if not facts.content.get("platform"):
            yield "platform", "请填写视频平台。"
        if not facts.photos:
            yield "photos", "视频走访请附截图。"


def _visitors(facts: VisitFacts) -> Faults:
    first, second = ("surveyor_1", "surveyor_2") if facts.of_household else ("visitor", "companion")
    needed = max((each.rule.visitors for each in facts.served), default=1)
    names = [facts.content.get(first), facts.content.get(second)]
    if facts.method == Method.HOME and needed > 1 and not names[1]:
        yield second, "审核类家访须两人，请填写另一名走访人。"
    if names[0] and names[0] != ON_PAPER and names[0] == names[1]:
        yield second, "两名走访人不能是同一人。"
    for name, value in zip((first, second), names, strict=True):
        if value in facts.relatives:
            yield name, f"{value}是本户备案的近亲属，应当回避，请换人。"


def _neighbours(facts: VisitFacts) -> Faults:
    if not all(whole for whole, _ in facts.neighbours):
        yield "neighbours", "有邻里访问记录没有填完，请填完或删去。"
    needed = max((each.rule.neighbours for each in facts.served), default=0)
    heard = sum(whole and not kin for whole, kin in facts.neighbours)
    if heard < needed and not facts.neighbours_missing.strip():
        kin = "（亲属不算）" if any(kin for _, kin in facts.neighbours) else ""
        yield "neighbours_missing", f"须访问 {needed} 名邻居，现在有 {heard} 名{kin}，请补访或写明理由。"


def _certificates(facts: VisitFacts) -> Faults:
    for number, row in enumerate(facts.content.get("members") or ()):
        until = row.get("certificate_until")
        if row.get("certificate") == _VALID and until is not None and until < facts.on:
            words = f"残疾人证 {until:%Y-%m-%d} 已到期，不能按有效填写；已换证的填新的有效期。"
            yield f"members_{number}_certificate_until", words
    for number, row in enumerate(facts.content.get("students") or ()):
        until = row.get("card_until")
        if until is not None and until < facts.on:
            words = f"学生证 {until:%Y-%m-%d} 已到期，请填注册后的有效期；已毕业的不列入在校成员。"
            yield f"students_{number}_card_until", words


def _required(facts: VisitFacts) -> Faults:
    members = facts.content.get("members") or ()
    may_be_empty = {
        "illnesses": all(row.get("health", "") in _HEALTHY for row in members),
        "workers": not any(row.get("work_capacity") in _ABLE for row in members),
    }
    for each in facts.served:
        for name in each.rule.required_fields:
            value = facts.content.get(name)
            if value in (None, "", [], ()) and not may_be_empty.get(name, False) and _asked(facts, name):
                yield name, f"“{each.rule.name}”要求填写“{facts.labels.get(name, name)}”。"


def _asked(facts: VisitFacts, name: str) -> bool:
    """Whether the form of the visit has the field: a rule of visits (F21) may be served by a survey (F20)."""
    return not (facts.of_household and name == "house")


def _allowance(facts: VisitFacts) -> Faults:
    due, received = facts.content.get("due"), facts.content.get("received")
    if due is None or received is None or due == received:
        return
    if facts.content.get("difference_reason") == _NO_CHANGE:
        yield "difference_reason", "实收与应发不一致，请选择差因。"


def _verified(facts: VisitFacts) -> Faults:
    limits = facts.limits
    for number, row in enumerate(facts.content.get("incomes") or ()):
        said, right = row.get("declared"), row.get("verified")
        if said is None or right is None or row.get("reason"):
            continue
        gap = abs(right - said)
        if gap > limits.difference_yuan and gap * 100 > max(said, right) * limits.difference_percent:
            words = (
                f"核定值与申报相差超过 {limits.difference_percent}% 且超过 {limits.difference_yuan} 元，请写明理由。"
            )
            yield f"incomes_{number}_reason", words


def _power(facts: VisitFacts) -> Faults:
    paid = facts.content.get("power_paid")
    if paid is None or not facts.power_average or facts.content.get("power_alert"):
        return
    if paid / _MONTHS_OF_POWER > facts.power_average * facts.limits.power_times:
        words = f"月均电费超过本村平均（{facts.power_average:.2f} 元）的 {facts.limits.power_times} 倍，请写明原因。"
        yield "power_alert", words


_CHECKS: tuple[Callable[[VisitFacts], Faults], ...] = (
    _times,
    _period,
    _methods,
    _phone,
    _person,
    _home,
    _video,
    _visitors,
    _neighbours,
    _certificates,
    _required,
    _allowance,
    _verified,
    _power,
)
