"""Writing a roster's households in bulk: a constant number of statements per few hundred households."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hudang.households.actions.numbers import LAST_NUMBER, passed_over
from hudang.households.models import Dwelling, Household, HouseholdMember, HouseholdNumber, IncomeItem, Person
from hudang.households.names import name_keys
from hudang.households.naming import index_new_names
from hudang.households.vocabulary import HEAD, BenefitState
from hudang.kernel.identity import mask_identity
from hudang.platform import bulk
from hudang.platform.digests import lookup_hash
from hudang.rosters.differences import Change
from hudang.rosters.known import identity_hash
from hudang.rosters.rules.coding import assistance_of
from hudang.rosters.rules.drafts import HouseholdDraft, PersonDraft
from hudang.rosters.rules.income_lines import lines_of, replaces

_BATCH = 500
# households written at a time: bounds what lies in memory beside the judged rows
_PORTION = 2000


@dataclass
class Moment:
    """When the writing happens."""

    day: date
    at: datetime


class _HouseholdCodes:
    """Numbers of new households: the given one when it is valid and free, else the next of the village."""

    def __init__(self, drafts: Sequence[HouseholdDraft]) -> None:
        villages = sorted({draft.village_code for draft in drafts})
        self._last: dict[str, int] = defaultdict(int)
        for start in range(0, len(villages), _BATCH):
            rows = HouseholdNumber.objects.select_for_update().filter(village_code__in=villages[start : start + _BATCH])
            self._last.update(rows.values_list("village_code", "last"))
        self._taken: set[str] = set()
        given = [draft.given_code for draft in drafts if draft.given_code]
        for start in range(0, len(given), _BATCH):
            taken = Household.objects.filter(code__in=given[start : start + _BATCH])
            self._taken.update(taken.values_list("code", flat=True))
        self._reserved = {draft.given_code for draft in drafts if self._keeps(draft)}

    def _keeps(self, draft: HouseholdDraft) -> bool:
        code = draft.given_code
        return bool(code) and code[:12] == draft.village_code and code[12:] != "0000" and code not in self._taken

    def code_for(self, draft: HouseholdDraft) -> str:
        """Return the code of a new household."""
        if self._keeps(draft):
            code, village = draft.given_code, draft.village_code
            self._last[village] = max(self._last[village], int(code[12:]))
        else:
            code = self._next(draft.village_code)
        self._taken.add(code)
        return code

    def _next(self, village: str) -> str:
        while self._last[village] < LAST_NUMBER:
            self._last[village] += 1
            code = f"{village}{self._last[village]:04d}"
            if code not in self._reserved and code not in self._taken:
                return code
        return passed_over(village, 1, self._taken | self._reserved)[0]

    def save(self) -> None:
        """Write the last numbers."""
        HouseholdNumber.objects.bulk_create(
            [HouseholdNumber(village_code=village, last=last) for village, last in self._last.items()],
            update_conflicts=True,
            unique_fields=["village_code"],
            update_fields=["last"],
            batch_size=_BATCH,
        )


def account_fields(account: str) -> dict[str, str]:
    """Return how an account number is stored: encrypted, its hash and its last four digits."""
    return {"account": account, "account_hash": lookup_hash(account, "account"), "account_tail": account[-4:]}


def _household(draft: HouseholdDraft, code: str, moment: Moment) -> Household:
    head = draft.head
    pinyin, initials = name_keys(head.name) if head else ("", "")
    fields = {**draft.counted, "assistance": assistance_of(draft.village_code), **draft.fields}
    if "account" in fields:
        fields.update(account_fields(fields["account"]))
    return bulk.maker(Household)(
        code=code,
        village_code=draft.village_code,
        state=BenefitState.ACTIVE,
        head_name=head.name if head else "",
        head_pinyin=pinyin,
        head_initials=initials,
        created_at=moment.at,
        updated_at=moment.at,
        **fields,
    )


def _people(drafts: Sequence[PersonDraft]) -> dict[str, Person]:
    """Return the person of each identity number: one who left another household before, or a new one."""
    hashes = {draft.identity: identity_hash(draft.identity) for draft in drafts}
    wanted, known = list(hashes.values()), {}
    for start in range(0, len(wanted), _BATCH):
        for person in Person.objects.filter(identity_hash__in=wanted[start : start + _BATCH]):
            known[person.identity_hash] = person
    new = []
    for draft in drafts:
        key = hashes[draft.identity]
        if key not in known:
            known[key] = _person(draft, key)
            new.append(known[key])
    bulk.insert(Person, new)
    index_new_names(new)
    return {identity: known[key] for identity, key in hashes.items()}


def _person(draft: PersonDraft, key: str) -> Person:
    pinyin, initials = name_keys(draft.name)
    return bulk.maker(Person)(
        name=draft.name,
        pinyin=pinyin,
        initials=initials,
        identity=draft.identity,
        identity_hash=key,
        identity_masked=mask_identity(draft.identity),
        identity_tail=draft.identity[-4:],
        sex=draft.sex,
        born_on=draft.born_on,
        ethnicity=draft.ethnicity,
    )


def _add_members(added: Sequence[tuple[Household, PersonDraft, date]]) -> None:
    people = _people([person for _, person, _ in added])
    make = bulk.maker(HouseholdMember)
    members = [
        make(
            household=household,
            person=people[person.identity],
            relation=person.relation,
            since=max(since, person.born_on),
            **person.fields,
        )
        for household, person, since in added
    ]
    bulk.insert(HouseholdMember, members)
    incomes = []
    for member, (_, person, _) in zip(members, added, strict=True):
        if person.incomes:
            incomes += _income_items(member, lines_of(person.incomes), member.since)
    bulk.insert(IncomeItem, incomes)


def _income_items(member: HouseholdMember, amounts: Mapping[str, Decimal], since: date) -> list[IncomeItem]:
    make = bulk.maker(IncomeItem)
    return [
        make(household_id=member.household_id, member=member, kind=kind, amount=amount, since=since)
        for kind, amount in amounts.items()
    ]


def _begun(household: Household, moment: Moment) -> date:
    """Return since when the household is supported; a day still to come would hide its members until then."""
    return min(household.approved_on or moment.day, moment.day)


def create(drafts: Sequence[HouseholdDraft], moment: Moment) -> list[tuple[HouseholdDraft, Household]]:
    """Write new households with their members, incomes and dwellings."""
    codes = _HouseholdCodes(drafts)
    pairs: list[tuple[HouseholdDraft, Household]] = []
    for start in range(0, len(drafts), _PORTION):
        portion = drafts[start : start + _PORTION]
        households = [_household(draft, codes.code_for(draft), moment) for draft in portion]
        bulk.insert(Household, households)
        written = list(zip(portion, households, strict=True))
        _add_members([(home, person, _begun(home, moment)) for draft, home in written for person in draft.members])
        _add_dwellings(written)
        pairs += written
    codes.save()
    return pairs


def _add_dwellings(pairs: Sequence[tuple[HouseholdDraft, Household]]) -> None:
    make = bulk.maker(Dwelling)
    bulk.insert(Dwelling, [make(household=household, **draft.dwelling) for draft, household in pairs if draft.dwelling])


def apply(changes: Sequence[Change], moment: Moment) -> list[dict[str, Any]]:
    """Write what newer rosters tell; return for each change what stood before, for the undo."""
    before = [_apply_one(change, moment) for change in changes]
    _add_members([entry for change in changes for entry in _joining(change, moment)])
    return before


def _joining(change: Change, moment: Moment) -> list[tuple[Household, PersonDraft, date]]:
    """Who is added joins today, but the head whose row was corrected was there all the time."""
    household = change.existing.household
    return [
        (household, person, _begun(household, moment) if person.relation == HEAD else moment.day)
        for person in change.added
    ]


def _apply_one(change: Change, moment: Moment) -> dict[str, Any]:
    household = change.existing.household
    fields = dict(change.household)
    if "account" in fields:
        fields.update(account_fields(fields["account"]))
    if change.new_head is not None:
        pinyin, initials = name_keys(change.new_head.name)
        fields.update(head_name=change.new_head.name, head_pinyin=pinyin, head_initials=initials)
    before: dict[str, Any] = {
        "version": household.version,
        "household": {name: getattr(household, name) for name in fields},
    }
    for name, value in fields.items():
        setattr(household, name, value)
    household.version += 1
    household.updated_at = moment.at
    household.save(update_fields=[*fields, "version", "updated_at"])
    before["members"] = {str(member.pk): _set(member, told) for member, _, told in change.members}
    before["dwelling"] = _set_dwelling(change)
    before["incomes"] = _replace_incomes(change, moment)
    before["added"] = [identity_hash(person.identity) for person in change.added]
    return before


def _set(stored: Any, told: dict[str, Any]) -> dict[str, Any]:
    before = {name: getattr(stored, name) for name in told}
    for name, value in told.items():
        setattr(stored, name, value)
    stored.save(update_fields=list(told))
    return before


def _set_dwelling(change: Change) -> dict[str, Any] | None:
    if not change.dwelling:
        return None
    stored = change.existing.dwelling
    if stored is None:
        Dwelling.objects.create(household=change.existing.household, **change.dwelling)
        return {}
    return _set(stored, change.dwelling)


def _replace_incomes(change: Change, moment: Moment) -> dict[str, dict[str, list[int]]]:
    replaced: dict[str, dict[str, list[int]]] = {}
    for member, person in change.incomes:
        standing = change.existing.incomes.get(member.pk, [])
        ended = [item.pk for item in standing if replaces(person.incomes, item.kind)]
        IncomeItem.objects.filter(pk__in=ended).update(until=moment.day)
        lines = lines_of(person.incomes, others_stand=len(ended) < len(standing))
        made = IncomeItem.objects.bulk_create(_income_items(member, lines, moment.day))
        replaced[str(member.pk)] = {"ended": ended, "made": [item.pk for item in made]}
    return replaced
