"""公布制度: a county's own rule, or its own version of a shipped one; versions are never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput
from hudang.library.actions.indexing import index_rule
from hudang.library.errors import CountyOnly
from hudang.library.models import Rule, RuleVersion
from hudang.library.queries.rules import rule_for
from hudang.library.queries.seen import COUNTY, county_of
from hudang.library.vocabulary import FAMILY_LABELS

_SOON = timedelta(days=366)


@dataclass(frozen=True)
class RuleEntry:
    """What is typed of a version; family and title count for a new rule only."""

    text: str
    responsible: str
    valid_from: date
    basis: str = ""
    change: str = ""
    family: str = ""
    title: str = ""


@transaction.atomic
def enter_rule(*, actor: User, entry: RuleEntry, key: str = "") -> RuleVersion:
    """Enter a new version of the rule with this key, or a new rule; raises ``InvalidInput``, ``NotVisible``."""
    require(actor, Right.KEEP_LIBRARY)
    rule = rule_for(actor, key).rule if key else None
    if len(actor.scope) > COUNTY:
        raise CountyOnly(what="公布制度")
    _check(actor, entry, rule)
    if rule is None:
        rule = _new_rule(actor, entry)
    county = county_of(actor)
    last = RuleVersion.objects.filter(rule=rule, county_code__in=("", county)).order_by("-number").first()
    version = RuleVersion.objects.create(
        rule=rule,
        county_code=county,
        number=last.number + 1 if last else 1,
        text=entry.text.strip(),
        responsible=entry.responsible.strip(),
        basis=entry.basis.strip(),
        change=entry.change.strip(),
        valid_from=entry.valid_from,
        entered_by=actor.display_name,
        entered_at=clock.now(),
    )
    index_rule(rule, version)
    summary = f"公布制度“{rule.title}”第 {version.number} 版，{version.valid_from} 起施行"
    record(actor, Act("enter_rule", "library_rule", rule.pk, summary=summary, reason=version.change))
    return version


def _new_rule(actor: User, entry: RuleEntry) -> Rule:
    county = county_of(actor)
    made = Rule.objects.filter(county_code=county).count() + 1
    return Rule.objects.create(
        key=f"{county}-{made}", family=entry.family, title=entry.title.strip(), county_code=county, position=90
    )


def _check(actor: User, entry: RuleEntry, rule: Rule | None) -> None:
    faults = {}
    if not 10 <= len(entry.text.strip()) <= 20_000:
        faults["text"] = "正文 10 到 20000 字。"
    if not 2 <= len(entry.responsible.strip()) <= 120:
        faults["responsible"] = "请写责任岗位，例如“档案管理员”。"
    if len(entry.basis) > 300:
        faults["basis"] = "依据不超过 300 字。"
    if not date(2000, 1, 1) <= entry.valid_from <= clock.today() + _SOON:
        faults["valid_from"] = "施行日期应在 2000 年以后、今后一年以内。"
    if rule is None:
        if entry.family not in FAMILY_LABELS:
            faults["family"] = "请选择种类。"
        if not 2 <= len(entry.title.strip()) <= 80:
            faults["title"] = "名称 2 到 80 字。"
    else:
        if not entry.change.strip() or len(entry.change) > 200:
            faults["change"] = "请写明改了什么、为什么改，不超过 200 字。"
        own = RuleVersion.objects.filter(rule=rule, county_code=county_of(actor), valid_from__gte=entry.valid_from)
        if own.exists():
            faults["valid_from"] = "已有同日或更晚施行的版本，请另写施行日期。"
    if faults:
        raise InvalidInput(faults)
