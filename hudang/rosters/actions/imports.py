"""Roster imports: upload, dry run, import in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from hudang.accounts.access import require, require_place
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.actions.completeness import refresh_loaded
from hudang.archives.actions.opening import open_all
from hudang.audit.log import Act, record, record_many
from hudang.households.actions.classification import reclassify
from hudang.households.models import Household
from hudang.kernel import clock
from hudang.platform import storage
from hudang.rosters import writing
from hudang.rosters.errors import AlreadyImported
from hudang.rosters.judging import Judged, against_archive, propose_mapping, read_verdicts
from hudang.rosters.models import ImportedHousehold, OfficeMapping, RosterImport, RosterRow
from hudang.rosters.rules.mapping import WorkbookMapping, memory_of
from hudang.rosters.rules.outcomes import Finding, RowVerdict
from hudang.rosters.vocabulary import Outcome

_BATCH = 500
Report = Callable[[int, int], None]


@transaction.atomic
def upload(*, actor: User, source: BinaryIO | Path, file_name: str, division_code: str) -> RosterImport:
    """Keep a workbook and propose its mapping, an office's own when it confirmed one for this header before.

    Raises the refusals of reading for a file that is no workbook.
    """
    require(actor, Right.IMPORT_ROSTERS)
    require_place(actor, division_code)
    stored = storage.keep(source)
    kept = OfficeMapping.objects.filter(division_code=division_code).values_list("signature", "mapping")
    mapping = propose_mapping(storage.path_of(stored.sha256), file_name, dict(kept))
    found = RosterImport.objects.create(
        division_code=division_code,
        file_name=file_name[-255:],
        sha256=stored.sha256,
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
    require(actor, Right.IMPORT_ROSTERS)
    require_place(actor, roster_import.division_code)
    _not_yet(roster_import)
    roster_import.mapping = mapping.to_json()
    roster_import.save(update_fields=["mapping"])
    for signature, kept in memory_of(mapping).items():
        OfficeMapping.objects.update_or_create(
            division_code=roster_import.division_code,
            signature=signature,
            defaults={"mapping": kept, "updated_at": clock.now()},
        )
    record(actor, Act("set_roster_mapping", "roster_import", roster_import.pk, summary="修改对应列"))
    return roster_import


def _not_yet(roster_import: RosterImport) -> None:
    if roster_import.state in (RosterImport.State.IMPORTED, RosterImport.State.UNDONE):
        raise AlreadyImported(state=roster_import.get_state_display())


def verdicts_of(roster_import: RosterImport, report: Report | None = None) -> list[RowVerdict]:
    """Judge the rows of an import's kept workbook with its mapping."""
    mapping = WorkbookMapping.from_json(roster_import.mapping)
    path = storage.path_of(roster_import.sha256)
    return read_verdicts(path, roster_import.file_name, mapping, roster_import.division_code, report)


def summarise(judged: Judged) -> dict[str, Any]:
    """Return the figures of a judged workbook: rows by outcome and code, households by effect."""
    outcomes = Counter(str(verdict.outcome) for verdict in judged.verdicts)
    codes = Counter(code for verdict in judged.verdicts for code in verdict.codes)
    return {
        **{str(outcome): outcomes.get(str(outcome), 0) for outcome in Outcome},
        "codes": dict(sorted(codes.items())),
        "households_new": len(judged.new),
        "households_changed": len(judged.changes),
        "households_same": len(judged.same),
    }


def try_out(*, actor: User, roster_import: RosterImport, report: Report | None = None) -> Judged:
    """Dry run: judge every row and note the outcome, without touching any household."""
    require(actor, Right.IMPORT_ROSTERS)
    require_place(actor, roster_import.division_code)
    _not_yet(roster_import)
    verdicts = verdicts_of(roster_import, report)
    with transaction.atomic():
        judged = against_archive(verdicts)
        _note_rows(roster_import, judged, {})
        roster_import.summary = summarise(judged)
        roster_import.state = RosterImport.State.TRIED
        roster_import.save(update_fields=["summary", "state"])
        record(
            actor, Act("try_roster", "roster_import", roster_import.pk, summary="试运行", after=roster_import.summary)
        )
    return judged


def _note_rows(roster_import: RosterImport, judged: Judged, codes: dict[tuple[str, int], str]) -> None:
    RosterRow.objects.filter(roster_import=roster_import).delete()
    effects = judged.effects
    shown = {row: lines for _, change in judged.changes for row, lines in change.shown.items()}
    rows = (
        RosterRow(
            roster_import=roster_import,
            sheet=verdict.sheet[:64],
            row=verdict.row,
            outcome=verdict.outcome,
            codes=list(verdict.codes),
            findings=[_finding(finding) for finding in verdict.findings],
            name=str(verdict.values.get("name") or "")[:60],
            household_code=codes.get((verdict.sheet, verdict.row), ""),
            effect=effects.get((verdict.sheet, verdict.row), ""),
            differences=shown.get((verdict.sheet, verdict.row), []),
        )
        for verdict in judged.verdicts
    )
    RosterRow.objects.bulk_create(rows, batch_size=_BATCH)


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
    that has passed since the dry run.
    """
    require(actor, Right.IMPORT_ROSTERS)
    require_place(actor, roster_import.division_code)
    verdicts = verdicts_of(roster_import, report)
    with transaction.atomic():
        locked = RosterImport.objects.select_for_update().get(pk=roster_import.pk)
        _not_yet(locked)
        judged = against_archive(verdicts)
        codes = _write(actor, locked, judged, report)
        _note_rows(locked, judged, codes)
        locked.summary, locked.state, locked.imported_at = summarise(judged), RosterImport.State.IMPORTED, clock.now()
        locked.save(update_fields=["summary", "state", "imported_at"])
        record(
            actor,
            Act(
                "import_roster",
                "roster_import",
                locked.pk,
                summary=f"导入花名册 {locked.file_name}",
                after=locked.summary,
            ),
        )
    roster_import.refresh_from_db()
    return Imported(judged, codes)


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
    files = open_all(actor=actor, households=[*households, *changed])
    reclassify([household.pk for household in households], moment.day)
    reclassify([household.pk for household in changed], moment.day)
    refresh_loaded(files)
    _note_households(roster_import, households, changed, before)
    _log(actor, roster_import, judged, households)
    codes = {row: household.code for draft, household in created for row in draft.rows}
    for found, change in judged.changes + judged.same:
        codes.update(dict.fromkeys(found.draft.rows, change.existing.household.code))
    return codes


def _note_households(
    roster_import: RosterImport, created: list[Household], changed: list[Household], before: list[dict[str, Any]]
) -> None:
    encoder = DjangoJSONEncoder(ensure_ascii=False)
    notes = [
        ImportedHousehold(roster_import=roster_import, household=household, created=True, version=household.version)
        for household in created
    ] + [
        ImportedHousehold(
            roster_import=roster_import,
            household=household,
            created=False,
            version=household.version,
            before=encoder.encode(old),
        )
        for household, old in zip(changed, before, strict=True)
    ]
    ImportedHousehold.objects.bulk_create(notes, batch_size=_BATCH)


def _log(actor: User, roster_import: RosterImport, judged: Judged, created: list[Household]) -> None:
    source = f"花名册 {roster_import.file_name}"
    acts = [
        Act(
            "register_household",
            "household",
            household.pk,
            household.code,
            f"由{source}登记",
            after={"head_name": household.head_name, "allowance": household.allowance, "size": household.declared_size},
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
