"""Filling an empty archive with the invented county, in bulk and from a seed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, fields
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.db import transaction

from hudang.accounts.actions.console import console_actor
from hudang.accounts.models import User
from hudang.archives.actions.arranging import arrange_village, overfull_villages
from hudang.archives.actions.completeness import refresh_loaded
from hudang.archives.actions.filing import FileSource, ItemEntry, file_items
from hudang.archives.actions.founding import found_bureau
from hudang.archives.actions.opening import make_empty_boxes, open_all
from hudang.archives.models import HouseholdFile
from hudang.archives.vocabulary import Original
from hudang.audit.log import Act, record_many
from hudang.casework.actions.offices import OfficeForm, enter_office
from hudang.demo.accounts import SHOWN_VILLAGE
from hudang.demo.households import generate_county
from hudang.demo.paper_items import file_paper_items
from hudang.demo.papers import DrawnPaper, draw_papers
from hudang.demo.parameters import enter_demo_parameters
from hudang.demo.shapes import DemoHousehold, DemoMember
from hudang.demo.villages import COUNTY_CODE, COUNTY_NAME, villages
from hudang.divisions.actions.imports import import_divisions
from hudang.households.actions.classification import reclassify
from hudang.households.models import Asset, Dwelling, Household, HouseholdMember, HouseholdNumber, IncomeItem, Person
from hudang.households.names import name_keys
from hudang.households.naming import index_new_names
from hudang.households.queries.facts import facts_of
from hudang.households.rules.facts import HouseholdFacts
from hudang.households.vocabulary import SUPPORTED_STATES
from hudang.kernel import clock
from hudang.kernel.identity import mask_identity
from hudang.library.actions.seeding import load_first_entries
from hudang.platform import bulk, figures
from hudang.platform.digests import lookup_hash

FONDS_CODE = "J035"
_IN_USE = timedelta(days=120)
_BATCH = 500
_HOUSEHOLD_FIELDS = (
    "code village_code state assistance abc_class address registered_address registered_village_code phone bank "
    "account declared_size covered_size standard supplement allowance certificate_no applied_on approved_on "
    "stopped_on stop_reason note"
).split()
_PERSON_FIELDS = {"name", "sex", "born_on", "identity", "ethnicity", "died_on"}
_LISTS = {"supplements", "insurance", "special"}
_MEMBER_FIELDS = [f.name for f in fields(DemoMember) if f.name not in _PERSON_FIELDS | {"incomes"}]
Report = Callable[[int, int], None]


# what the papers of the invented county say of its office
_OFFICE = OfficeForm("0436-5220001", "0436-5222001", "所在乡镇（街道）便民服务中心社会救助窗口")


def found_demo_county() -> None:
    """Found the bureau of 大安市 with all its townships and villages."""
    with transaction.atomic():
        found_bureau(
            actor=None,
            county_code=COUNTY_CODE,
            county_name=COUNTY_NAME,
            bureau_name=f"{COUNTY_NAME}民政局",
            fonds_code=FONDS_CODE,
            # so that some decisions are late to be filed
            kept_since=clock.today() - _IN_USE,
        )
        rows = [["code", "village", "town"], *([v.code, v.name, v.town] for v in villages())]
        console = console_actor(COUNTY_CODE)
        import_divisions(actor=console, rows=rows)
        load_first_entries()
        enter_demo_parameters(console, COUNTY_CODE[:6])
        enter_office(actor=console, division_code=COUNTY_CODE, form=_OFFICE)


def load_county(
    *, actor: User, households: int, seed: int, day: date | None = None, scanned: int = 40, report: Report | None = None
) -> int:
    """Load so many invented households, their pouches and papers; return how many images were drawn.

    ``scanned`` households get drawn document images. Everything follows from ``seed`` and ``day``.
    """
    day = day or clock.today()
    # an empty archive: counting once at the end costs less than at every row
    with transaction.atomic(), figures.counted_afterwards(COUNTY_CODE[:6]):
        pages = _load_batches(actor, households, seed, day, scanned, report)
    make_empty_boxes(actor=actor, prefix=COUNTY_CODE[:6])
    for village in overfull_villages(COUNTY_CODE[:6]):
        arrange_village(actor=actor, village_code=village)
    return pages


def _load_batches(actor: User, households: int, seed: int, day: date, scanned: int, report: Report | None) -> int:
    pages = 0
    done, stream = 0, generate_county(households, seed, day)
    while batch := list(islice(stream, _BATCH)):
        # those of one village come first, so that its assistant and township have scans to look at
        shown = sorted(batch, key=lambda home: home.village_code != SHOWN_VILLAGE)
        chosen = shown[: -(-scanned * len(batch) // households)]
        papers = {home.code: draw_papers(home, Random(f"{seed}-{home.code}"), day) for home in chosen}
        files, facts = _load_batch(actor, batch, day)
        pages += _file_drawn(actor, [(files[code], found) for code, found in papers.items()])
        codes = {code: {paper.material_code for paper in found} for code, found in papers.items()}
        file_paper_items(actor=actor, batch=batch, files=files, day=day, drawn=codes)
        refresh_loaded(list(files.values()), facts)
        done += len(batch)
        if report:
            report(done, households)
    return pages


def _load_batch(
    actor: User, batch: Sequence[DemoHousehold], day: date
) -> tuple[dict[str, HouseholdFile], dict[int, HouseholdFacts]]:
    """Write a batch of households; return the files by household code and the facts by household."""
    households = bulk.insert(Household, [_household(home) for home in batch])
    pairs = list(zip(batch, households, strict=True))
    _load_members(pairs)
    bulk.insert(Asset, list(_assets(pairs)))
    make = bulk.maker(Dwelling)
    bulk.insert(Dwelling, [make(household=row, **asdict(home.dwelling)) for home, row in pairs])
    _note_numbers(households)
    ids = [row.pk for row in households]
    facts = facts_of(ids, day)
    files = open_all(actor=actor, households=households, day=day, facts=facts)
    for file in files:
        home = file.household
        file.opened_on = home.approved_on or home.applied_on or day
    bulk.update(HouseholdFile, files, ["opened_on"])
    reclassify(ids, day, facts=facts)
    record_many(
        actor,
        [
            Act("register_household", "household", row.pk, row.code, "载入示例县", after={"户主": row.head_name})
            for row in households
        ],
    )
    return {file.household.code: file for file in files}, facts


def _household(home: DemoHousehold) -> Household:
    values: dict[str, Any] = {name: getattr(home, name) for name in _HOUSEHOLD_FIELDS}
    living = next((member for member in home.present_members if member.is_head), home.head)
    pinyin, initials = name_keys(living.name)
    return bulk.maker(Household)(
        head_name=living.name,
        head_pinyin=pinyin,
        head_initials=initials,
        causes=list(home.causes),
        account_hash=lookup_hash(home.account, "account") if home.account else "",
        account_tail=home.account[-4:],
        **values,
    )


def _person(member: DemoMember) -> Person:
    pinyin, initials = name_keys(member.name)
    return bulk.maker(Person)(
        name=member.name,
        pinyin=pinyin,
        initials=initials,
        identity=member.identity,
        identity_hash=lookup_hash(member.identity, "identity"),
        identity_masked=mask_identity(member.identity),
        identity_tail=member.identity[-4:],
        sex=member.sex,
        born_on=member.born_on,
        died_on=member.died_on,
        ethnicity=member.ethnicity,
    )


def _load_members(pairs: Sequence[tuple[DemoHousehold, Household]]) -> None:
    drafts = [(row, member) for home, row in pairs for member in home.members]
    people = bulk.insert(Person, [_person(member) for _, member in drafts])
    index_new_names(people)
    make = bulk.maker(HouseholdMember)
    members = [
        make(household=row, person=person, supported=row.state in SUPPORTED_STATES, **_membership(member))
        for (row, member), person in zip(drafts, people, strict=True)
    ]
    bulk.insert(HouseholdMember, members)
    make_income = bulk.maker(IncomeItem)
    incomes = [
        make_income(
            household=row,
            member=stored,
            kind=income.kind,
            amount=income.amount,
            period=income.period,
            since=member.since,
        )
        for (row, member), stored in zip(drafts, members, strict=True)
        for income in member.incomes
    ]
    bulk.insert(IncomeItem, incomes)


def _membership(member: DemoMember) -> dict[str, Any]:
    return {name: list(getattr(member, name)) if name in _LISTS else getattr(member, name) for name in _MEMBER_FIELDS}


def _assets(pairs: Sequence[tuple[DemoHousehold, Household]]) -> Iterator[Asset]:
    make = bulk.maker(Asset)
    for home, row in pairs:
        for asset in home.assets:
            yield make(
                household=row, kind=asset.kind, description=asset.description, value=asset.value, since=home.applied_on
            )


def _note_numbers(households: Sequence[Household]) -> None:
    last: dict[str, int] = dict(
        HouseholdNumber.objects.filter(village_code__in={row.village_code for row in households}).values_list(
            "village_code", "last"
        )
    )
    for row in households:
        last[row.village_code] = max(last.get(row.village_code, 0), int(row.code[12:]))
    HouseholdNumber.objects.bulk_create(
        [HouseholdNumber(village_code=village, last=number) for village, number in last.items()],
        update_conflicts=True,
        unique_fields=["village_code"],
        update_fields=["last"],
    )


def _file_drawn(actor: User, drawn: Sequence[tuple[HouseholdFile, list[DrawnPaper]]]) -> int:
    """File the drawn papers first, the application at their head; return how many pages. The worker images them."""
    pages = 0
    for file, papers in drawn:
        filed = file_items(actor=actor, file_id=file.pk, entries=[_entry(paper) for paper in papers])
        pages += sum(item.page_count for item in filed.items)
        file.refresh_from_db(fields=["item_count", "page_count"])
    return pages


def _entry(paper: DrawnPaper) -> ItemEntry:
    names = (f"{paper.material_code}_{number}.jpg" for number in range(1, paper.page_count + 1))
    return ItemEntry(
        material=paper.material_code,
        sources=tuple(FileSource(io.BytesIO(page), name) for page, name in zip(paper.pages, names, strict=True)),
        title=paper.title,
        creator=paper.creator,
        dated=paper.dated,
        original=Original.COPY if paper.copy else Original.ORIGINAL,
    )
