"""Roster imports: upload, dry run, import in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, OperationalError, transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.completeness import refresh_households
from hudang.archives.actions.opening import open_all
from hudang.audit.log import Act, record, record_many
from hudang.households.actions.classification import reclassify
from hudang.households.models import Household
from hudang.households.queries.counts import how_many
from hudang.households.queries.facts import facts_of
from hudang.kernel import clock
from hudang.kernel.division_codes import scope_prefix
from hudang.platform import bulk, figures, storage
from hudang.rosters import writing
from hudang.rosters.errors import AlreadyImported, ArchiveBusy, ImportOvertaken
from hudang.rosters.judging import Judged, against_archive, propose_mapping, read_verdicts
from hudang.rosters.models import ImportedHousehold, OfficeMapping, RosterImport, RosterRow
from hudang.rosters.rules.drafts import HouseholdDraft
from hudang.rosters.rules.mapping import WorkbookMapping, mapping_changes, memory_of
from hudang.rosters.rules.outcomes import Finding, RowVerdict
from hudang.rosters.vocabulary import OUTSIDE_CODE, Outcome

Report = Callable[[int, int], None]


def upload(*, actor: User, source: BinaryIO | Path, file_name: str, division_code: str) -> RosterImport:
    """Keep a workbook and propose its mapping, an office's own when it confirmed one for this header before.

    Raises the refusals of reading for a file that is no workbook; such a file is not kept.
    """
    require(actor, Right.IMPORT_ROSTERS)
    require_place(actor, division_code)
    file_name = file_name[-255:]
    kept = OfficeMapping.objects.filter(division_code=division_code).values_list("signature", "mapping")
    with storage.examined(source) as path:
        mapping = propose_mapping(path, file_name, dict(kept))
        stored = storage.keep(path)
    return _note_upload(actor, division_code, file_name, stored.sha256, mapping)


@transaction.atomic
def _note_upload(
    actor: User, division_code: str, file_name: str, sha256: str, mapping: WorkbookMapping
) -> RosterImport:
    found = RosterImport.objects.create(
        division_code=division_code,
        file_name=file_name,
        sha256=sha256,
        mapping=mapping.to_json(),
        owner_id=actor.pk,
        owner_name=actor.display_name,
        uploaded_at=clock.now(),
    )
    record(actor, Act("upload_roster", "roster_import", found.pk, summary=f"上传花名册 {found.file_name}"))
    return found


@transaction.atomic
def set_mapping(*, actor: User, roster_import: RosterImport, mapping: WorkbookMapping) -> RosterImport:
    """Correct which column means what; the office's next file with this header starts from it."""
    _may_work_on(actor, roster_import)
    locked = _locked(roster_import)
    before = WorkbookMapping.from_json(locked.mapping)
    locked.mapping = mapping.to_json()
    locked.save(update_fields=["mapping"])
    _remember(locked)
    changes = mapping_changes(before, mapping)
    act = Act(
        "set_roster_mapping",
        "roster_import",
        locked.pk,
        summary="修改对应列",
        before={column: old for column, (old, _) in changes.items()},
        after={column: new for column, (_, new) in changes.items()},
    )
    record(actor, act)
    return locked


def _remember(roster_import: RosterImport) -> None:
    """Keep the mapping that an office went on with, for its next file with the same headers."""
    for signature, kept in memory_of(WorkbookMapping.from_json(roster_import.mapping)).items():
        OfficeMapping.objects.update_or_create(
            division_code=roster_import.division_code,
            signature=signature,
            defaults={"mapping": kept, "updated_at": clock.now()},
        )


def _may_work_on(actor: User, roster_import: RosterImport) -> None:
    require(actor, Right.IMPORT_ROSTERS)
    require_place(actor, roster_import.division_code)


def _locked(roster_import: RosterImport) -> RosterImport:
    """Return the import as it stands now, for a change; raises ``AlreadyImported``."""
    locked = RosterImport.objects.select_for_update().get(pk=roster_import.pk)
    if locked.state in (RosterImport.State.IMPORTED, RosterImport.State.UNDONE):
        raise AlreadyImported(state=locked.get_state_display())
    return locked


def verdicts_of(roster_import: RosterImport, report: Report | None = None) -> list[RowVerdict]:
    """Judge the rows of an import's kept workbook with its mapping."""
    mapping = WorkbookMapping.from_json(roster_import.mapping)
    path = storage.path_of(roster_import.sha256)
    return read_verdicts(path, roster_import.file_name, mapping, roster_import.division_code, report)


def _own_codes(verdict: RowVerdict) -> tuple[str, ...]:
    """What the office has to look at: of a row of another office only that it is one."""
    return (OUTSIDE_CODE,) if OUTSIDE_CODE in verdict.codes else tuple(verdict.codes)


def summarise(judged: Judged) -> dict[str, Any]:
    """Return the figures of a judged workbook: rows by outcome and code, households by effect."""
    outcomes = Counter(str(verdict.outcome) for verdict in judged.verdicts)
    codes = Counter(code for verdict in judged.verdicts for code in _own_codes(verdict))
    return {
        **{str(outcome): outcomes.get(str(outcome), 0) for outcome in Outcome},
        "codes": dict(sorted(codes.items())),
        "households_new": len(judged.new),
        "households_changed": len(judged.changes),
        "households_same": len(judged.same),
    }


def try_out(*, actor: User, roster_import: RosterImport, report: Report | None = None) -> Judged:
    """Dry run: judge every row and note the outcome, without touching any household."""
    _may_work_on(actor, roster_import)
    verdicts = verdicts_of(roster_import, report)
    with transaction.atomic():
        locked = _locked(roster_import)
        _refuse_other_mapping(locked, roster_import)
        judged = against_archive(verdicts, scope_prefix(locked.division_code))
        _note_rows(locked, judged, judged.codes)
        locked.summary, locked.state = summarise(judged), RosterImport.State.TRIED
        locked.save(update_fields=["summary", "state"])
        _remember(locked)
        summary = f"试运行 {locked.file_name}"
        record(actor, Act("try_roster", "roster_import", locked.pk, summary=summary, after=locked.summary))
    roster_import.refresh_from_db()
    return judged


def _refuse_other_mapping(locked: RosterImport, judged_as: RosterImport) -> None:
    if WorkbookMapping.from_json(locked.mapping) != WorkbookMapping.from_json(judged_as.mapping):
        raise ImportOvertaken


def _note_rows(roster_import: RosterImport, judged: Judged, codes: dict[tuple[str, int], str]) -> None:
    RosterRow.objects.filter(roster_import=roster_import).delete()
    effects = judged.effects
    shown = {row: lines for _, change in judged.changes for row, lines in change.shown.items()}
    make = bulk.maker(RosterRow)
    rows = [
        make(
            roster_import=roster_import,
            sheet=verdict.sheet[:64],
            row=verdict.row,
            outcome=verdict.outcome,
            skip=verdict.skip or "",
            group=(verdict.household or "")[:100],
            village_code=verdict.values.get("village_code") or "",
            codes=list(verdict.codes),
            findings=[_finding(finding) for finding in verdict.findings],
            name=str(verdict.values.get("name") or "")[:60],
            household_code=codes.get((verdict.sheet, verdict.row), ""),
            effect=effects.get((verdict.sheet, verdict.row), ""),
            differences=shown.get((verdict.sheet, verdict.row), []),
        )
        for verdict in judged.verdicts
    ]
    bulk.insert(RosterRow, rows)


def _finding(finding: Finding) -> dict[str, str]:
    """Return a finding as kept: without the raw value, which may be a number of a person."""
    return {"cell": finding.cell, "field": finding.field, "code": finding.code, "message": finding.message}


@dataclass(frozen=True)
class Imported:
    """An import as done: the judged rows and the household code of each imported row."""

    judged: Judged
    codes: dict[tuple[str, int], str]


def carry_out(*, actor: User, roster_import: RosterImport, report: Report | None = None) -> Imported:
    """Import in one transaction: households, members, classes, files, pouches; all of it or nothing.

    The rows are compared with the archive again inside the transaction, so that nothing is written on a state
    that has passed since the dry run. Raises ``AlreadyImported``, ``ImportOvertaken`` or ``ArchiveBusy``.
    """
    _may_work_on(actor, roster_import)
    with bulk.collector_resting():
        done = _carry_out(actor, roster_import, report)
    roster_import.refresh_from_db()
    return done


def _carry_out(actor: User, roster_import: RosterImport, report: Report | None) -> Imported:
    verdicts = verdicts_of(roster_import, report)
    try:
        with transaction.atomic():
            return _import(actor, roster_import, verdicts, report)
    except IntegrityError as error:
        # somebody registered the same person or number at the same moment; nothing of this import stands
        raise ImportOvertaken from error
    except OperationalError as error:
        if "locked" not in str(error):
            raise
        raise ArchiveBusy from error


def _import(actor: User, roster_import: RosterImport, verdicts: list[RowVerdict], report: Report | None) -> Imported:
    locked = _locked(roster_import)
    _refuse_other_mapping(locked, roster_import)
    judged = against_archive(verdicts, scope_prefix(locked.division_code))
    with _figures_kept(actor, locked, judged):
        codes = _write(actor, locked, judged, report)
    _note_rows(locked, judged, codes)
    locked.summary, locked.state, locked.imported_at = summarise(judged), RosterImport.State.IMPORTED, clock.now()
    locked.save(update_fields=["summary", "state", "imported_at"])
    _remember(locked)
    summary = f"导入花名册 {locked.file_name}"
    record(actor, Act("import_roster", "roster_import", locked.pk, summary=summary, after=locked.summary))
    return Imported(judged, codes)


def _figures_kept(actor: User, roster_import: RosterImport, judged: Judged) -> AbstractContextManager[None]:
    """Count the figures once at the end where the roster brings more households than there are."""
    prefix = scope_prefix(roster_import.division_code)
    few_stand = how_many(actor, prefix=prefix) < len(judged.new)
    return figures.counted_afterwards(prefix) if few_stand else nullcontext()


def _write(
    actor: User, roster_import: RosterImport, judged: Judged, report: Report | None
) -> dict[tuple[str, int], str]:
    moment = writing.Moment(clock.today(), clock.now())
    total = len(judged.new) + len(judged.changes)
    created = writing.create([found.draft for found in judged.new], moment)
    before = writing.apply([change for _, change in judged.changes], moment)
    changed = [change.existing.household for _, change in judged.changes]
    if report:
        report(total // 2, total)
    households = [household for _, household in created]
    ids = [household.pk for household in [*households, *changed]]
    facts = facts_of(ids, moment.day)
    reclassify(ids, moment.day, facts=facts)
    open_all(actor=actor, households=[*households, *changed], facts=facts)
    refresh_households([household.pk for household in changed])
    _note_households(roster_import, created, changed, before)
    _log(actor, roster_import, judged, households)
    codes = {row: household.code for draft, household in created for row in draft.rows}
    return codes | judged.codes


def _note_households(
    roster_import: RosterImport,
    created: list[tuple[HouseholdDraft, Household]],
    changed: list[Household],
    before: list[dict[str, Any]],
) -> None:
    encoder = DjangoJSONEncoder(ensure_ascii=False)
    make = bulk.maker(ImportedHousehold)
    notes = [
        make(
            roster_import=roster_import,
            household=household,
            created=True,
            version=household.version,
            awaited_head="" if household.head_name else draft.head_name,
        )
        for draft, household in created
    ] + [
        make(
            roster_import=roster_import,
            household=household,
            created=False,
            version=household.version,
            before=encoder.encode(old),
        )
        for household, old in zip(changed, before, strict=True)
    ]
    bulk.insert(ImportedHousehold, notes)


def _log(actor: User, roster_import: RosterImport, judged: Judged, created: list[Household]) -> None:
    source = f"花名册 {roster_import.file_name}"
    acts = [
        Act(
            "register_household",
            "household",
            household.pk,
            household.code,
            f"由{source}登记",
            after={"户主": household.head_name, "月保障金": household.allowance, "家庭人口": household.declared_size},
        )
        for household in created
    ]
    for _, change in judged.changes:
        lines = [line for shown in change.shown.values() for line in shown]
        acts.append(
            Act(
                "edit_household",
                "household",
                change.existing.household.pk,
                change.existing.household.code,
                f"由{source}更新",
                before={line["field"]: line["before"] for line in lines},
                after={line["field"]: line["after"] for line in lines},
            )
        )
    record_many(actor, acts)
