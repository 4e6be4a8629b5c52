"""Objects for the addresses of the access matrix: one of each kind in 民强村 (舍力镇), one in 新田村 (丰收镇).

A new address whose arguments nobody here can make fails the matrix. To add one: a function in ``MAKERS`` under the
argument's name (or ``"area:name:argument"`` where a name means different things), which takes the world, the person
who asks and whose object is wanted, and returns the value and whether that person may see it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hudang.accounts.models import SavedView, User
from hudang.accounts.vocabulary import Post, Right
from hudang.archives.actions.filing import FileSource, ItemEntry, file_items
from hudang.archives.actions.queueing import Doubt, queue_pages
from hudang.archives.models import HouseholdFile, Material, QueuedPage, SchemeClass
from hudang.assessment.actions import SheetForm, enter_parameters
from hudang.assessment.actions.assessments import store_assessment
from hudang.assessment.models import Assessment, ParameterSheet
from hudang.assessment.queries import parameters_in_force
from hudang.assessment.queries.register import case_of_household
from hudang.assessment.rules.means_test import assess
from hudang.assessment.vocabulary import Area
from hudang.audit.models import AuditEntry
from hudang.benefits.actions.awarding import adjust
from hudang.benefits.actions.basis import Basis
from hudang.benefits.actions.lists import close_list, prepare_list
from hudang.benefits.actions.recomputing import open_change
from hudang.benefits.models import BackPayment, PaymentList, Recovery, StandardChange
from hudang.casework.actions.changing import open_change as open_change_case
from hudang.casework.actions.scans import attach_scan
from hudang.casework.models import Case, CaseTask, LongTermList, NoticeBatch, Objection
from hudang.casework.rules.changes import Asked
from hudang.casework.vocabulary import ChangeKind, TaskKind
from hudang.digitization.actions.intake import receive
from hudang.digitization.models import DigitalObject
from hudang.forms.actions.papers import make_paper
from hudang.households.models import Household, IncomeItem
from hudang.kernel import clock
from hudang.library.actions.documents import enter_document
from hudang.library.actions.seeding import load_first_entries
from hudang.library.actions.standards import StandardEntry, enter_standard
from hudang.library.actions.volumes import InstitutionalEntry, file_institutional
from hudang.library.models import Document, InstitutionalItem, InstitutionalPage, Standard, Volume
from hudang.notifications.models import Delivery, Message
from hudang.platform import jobs
from hudang.printing.vocabulary import PaperKind
from hudang.recertification.actions.shipping import as_json, enter_shipped_rules
from hudang.recertification.models import (
    EventList,
    RecertificationTask,
    RuleVersion,
    Supervision,
)
from hudang.recertification.rules.rule_text import shipped_rules
from hudang.rosters.actions.imports import upload
from hudang.rosters.models import RosterImport
from tests.factories import scans
from tests.factories.archives import make_bureau, make_file
from tests.factories.benefits import NOVEMBER, figures, make_award
from tests.factories.campaigns import campaign_target, posting_target
from tests.factories.cases import submitted
from tests.factories.forms import acceptance
from tests.factories.households import make_household
from tests.factories.investigations import investigating
from tests.factories.recertification import phone_of, task_of
from tests.factories.visits import VISIT_PARTS, visit_target
from tests.people import FENGSHOU, MINQIANG, SHELI, XINTIAN, People, make_user
from tests.web.objects_training import MAKERS_OF_TRAINING
from tests.web.targets import Target

OTHER_COUNTY = "220881000000"
ROSTER = "姓名,身份证号,村\n王德贵,220882196005121230,民强村\n"


@dataclass
class Place:
    """The objects of one village."""

    village: str
    handler: User
    household: Household
    file: HouseholdFile
    queued: QueuedPage
    roster: RosterImport
    item_id: int
    case: Case
    paper_id: int
    notice: NoticeBatch
    objection_id: int
    investigated: Case
    scan_id: int
    change: Case | None = None


@dataclass
class World:
    """Everything that addresses can name: ``ours`` in 舍力镇, ``theirs`` in 丰收镇."""

    people: People
    ours: Place
    theirs: Place
    stranger: User
    jobs: dict[int, Any]

    def place(self, own: bool) -> Place:
        """Return the village whose object is wanted."""
        return self.ours if own else self.theirs


def _write_result(progress: jobs.Progress, arguments: dict[str, Any]) -> dict[str, Any]:
    progress.result_path("结果.pdf").write_bytes(b"%PDF-1.7")
    return {}


def make_world(people: People) -> World:
    """Make the objects, through the actions that make them in the product."""
    make_bureau()
    stranger = make_user("waixian", Post.COUNTY_HANDLER, OTHER_COUNTY, "邻县经办")
    ours, theirs = _place(MINQIANG, SHELI, people.handler), _place(XINTIAN, FENGSHOU, people.neighbour)
    _pay(people, [ours, theirs])
    _fill_library(people, [ours, theirs])
    for place in (ours, theirs):
        place.change = open_change_case(
            actor=place.handler,
            household_code=place.household.code,
            change_kind=ChangeKind.STOP,
            asked=Asked(reason_code="13", reason="户主书面自愿放弃低保", month=date(2026, 12, 1)),
        )
    return World(
        people=people,
        ours=ours,
        theirs=theirs,
        stranger=stranger,
        jobs={person.pk: _job_of(person) for person in (*people.everybody().values(), stranger)},
    )


def _pay(people: People, places: Sequence[Place]) -> None:
    """Let both households get an allowance, a closed list, something to pay back and something to recover."""
    form = SheetForm(Area.RURAL, date(2020, 1, 1), "测试", {"standard": "405"})
    enter_parameters(actor=people.archivist, county_code="220882", form=form)
    back = Basis(reason="追溯更正金额", retroactive=True)
    for place in places:
        make_award(people.county_head, place.household)
        IncomeItem.objects.create(household=place.household, kind="401", amount=10, since=date(2021, 1, 1))
        case = case_of_household(place.household, NOVEMBER)
        result = assess(case, parameters_in_force("220882", Area.RURAL, NOVEMBER))
        store_assessment(
            actor=people.county_head, case=case, result=result, village_code=place.village, household=place.household
        )
    listed = prepare_list(actor=people.county_handler, county="220882", month=NOVEMBER)
    close_list(actor=people.county_head, list_id=listed.pk)
    for place in places:
        for total in (10, 200):
            code = place.household.code
            adjust(actor=people.county_head, code=code, since=NOVEMBER, figures=figures(total), basis=back)
    open_change(actor=people.county_handler, county="220882", month=date(2027, 1, 1))


def _fill_library(people: People, places: Sequence[Place]) -> None:
    """Let there be a document, a standard, the shipped rules, and an institutional item of each village."""
    load_first_entries()
    given = {"title": "测试资料", "kind": "policy", "level": "county", "source": "来文", "must_read": "on"}
    enter_document(actor=people.county_handler, given=given)
    entry = StandardEntry(Area.RURAL, date(2020, 1, 1), Decimal(405))
    enter_standard(actor=people.county_handler, entry=entry)
    kept = DigitalObject.objects.filter(page_count=1).first()
    for place in places:
        filed = InstitutionalEntry(
            series="ZD2", title="公示批次", division_code=place.village, dated=clock.today(), objects=(kept,),
            households=[place.household.pk],
        )  # fmt: skip
        file_institutional(actor=place.handler, entry=filed)


def _job_of(person: User) -> Any:
    """Return the key of a finished job that this person started, with a file as its result."""
    made = jobs.create(kind="access_matrix", title="测试", owner_id=person.pk, arguments={})
    jobs.run(str(made.pk), _write_result)
    return made.pk


def _place(village: str, township: str, handler: User) -> Place:
    household = make_household("王德贵", village=village, number=7)
    file = make_file(household)
    source = FileSource(io.BytesIO(scans.jpeg(village)), "1.jpg")
    filed = file_items(actor=handler, file_id=file.pk, entries=[ItemEntry(material="M10", sources=(source,))])
    waiting = receive(io.BytesIO(scans.jpeg(f"waiting {village}")), "2.jpg")
    doubt = Doubt(reason="看不出是哪一户。", division_code=township)
    (queued,) = queue_pages(actor=handler, received=waiting, doubt=doubt)
    roster = upload(actor=handler, source=io.BytesIO(ROSTER.encode()), file_name="花名册.csv", division_code=township)
    case = submitted(handler, village=village)
    page = io.BytesIO(scans.jpeg(f"case {village}"))
    scan = attach_scan(actor=handler, number=case.number, material="M10", content=page, name="3.jpg")
    paper = make_paper(actor=handler, form="F03", data=acceptance(), village_code=village, file=file)
    item = filed.items[0]
    notice = NoticeBatch.objects.create(
        number=f"{village}GS", kind="examination", village_code=village, telephone="0436-5222001", made_by=handler,
        starts_on=clock.today(), ends_on=clock.today() + timedelta(days=7), first_photo=DigitalObject.objects.first(),
        paper=paper,
    )  # fmt: skip
    LongTermList.objects.create(
        number=f"{village}GB", village_code=village, month=clock.today().replace(day=1), telephone="0436-5222001",
        made_by=handler, photo=DigitalObject.objects.first(), paper=paper,
    )  # fmt: skip
    objection = Objection.objects.create(
        case=case, received_on=clock.today(), way="visit", contents="有门市房", received_by=handler
    )
    known = (village, handler, household, file, queued, roster, item.pk, case, paper.pk, notice, objection.pk)
    return Place(*known, investigated=investigating(handler, village=village), scan_id=scan.pk)


Maker = Callable[[World, User, bool], Target]


def _of_place(read: Callable[[Place], Any]) -> Maker:
    """Return a maker of objects that belong to a village: visible to whoever's division holds it."""

    def make(world: World, person: User, own: bool) -> Target:
        place = world.place(own)
        return Target(read(place), place.village.startswith(person.scope))

    return make


def _of_township(read: Callable[[Place], Any]) -> Maker:
    """Return a maker of objects that belong to an office: visible to whoever's division holds the township."""

    def make(world: World, person: User, own: bool) -> Target:
        place = world.place(own)
        return Target(read(place), (place.village[:9] + "000").startswith(person.scope))

    return make


def _always(value: Any) -> Maker:
    return lambda world, person, own: Target(value, True)


def _division(world: World, person: User, own: bool) -> Target:
    """Divisions are public record within the county."""
    return Target(MINQIANG if own else OTHER_COUNTY, own)


def _username(world: World, person: User, own: bool) -> Target:
    """Accounts are seen by the administrators of the county."""
    return Target("jingban" if own else world.stranger.username, own)


def _entry(world: World, person: User, own: bool) -> Target:
    """Entries are seen by the county whose people made them; theirs is one of another county."""
    entries = AuditEntry.objects.filter(actor_division=SHELI)
    return Target(entries.latest("sequence").sequence, True) if own else Target(10**9, False)


def _job(world: World, person: User, own: bool) -> Target:
    """A job is seen by whoever started it."""
    owner = person if own else world.stranger
    return Target(world.jobs[owner.pk], own)


def _always_hidden(world: World, person: User, own: bool) -> Target:
    """A move that is not there."""
    return Target(10**9, False)


def _handover(world: World, person: User, own: bool) -> Target:
    """A hand-over is answered or taken back by whom it concerns; nobody else learns that it is there."""
    return Target(10**9, False)


def _view(world: World, person: User, own: bool) -> Target:
    """A view is seen by its owner."""
    owner = person if own else world.stranger
    view, _ = SavedView.objects.get_or_create(owner=owner, listing="households", name="测试", columns=["code"])
    return Target(view.pk, own)


def _delivery(world: World, person: User, own: bool) -> Target:
    """A message is read by whom it was sent to."""
    owner = person if own else world.stranger
    message, _ = Message.objects.get_or_create(key=f"x:{owner.pk}", kind="reminder", title="看一看", link="/")
    return Target(Delivery.objects.get_or_create(message=message, user=owner)[0].pk, own)


def _of_county(read: Callable[[], Any]) -> Maker:
    """Return a maker of objects that the whole county sees; theirs is one that is not there."""

    def make(world: World, person: User, own: bool) -> Target:
        return Target(read(), True) if own else Target(10**9, False)

    return make


def _task(world: World, person: User, own: bool) -> Target:
    """The check of an investigated case: an assistant sees no task that is not given to him."""
    place = world.place(own)
    visible = place.village.startswith(person.scope) and person.may(Right.HANDLE_CASES)
    return Target(CaseTask.objects.get(case=place.investigated, kind=TaskKind.CHECK).pk, visible)


def _rule(world: World, person: User, own: bool) -> Target:
    """Rules are the county's: everybody who visits reads them."""
    enter_shipped_rules()
    return Target("D-A", True)


def _trial(world: World, person: User, own: bool) -> Target:
    """A trial is seen by whoever asked for it."""
    owner = person if own else world.stranger
    rule = {"rule": as_json(shipped_rules()[0][0])}
    return Target(jobs.create(kind="rule_trial", title="试算", owner_id=owner.pk, arguments=rule).pk, own)


def _recertification_task(world: World, person: User, own: bool) -> Target:
    """A task is seen where its household is."""
    place, day = world.place(own), clock.today()
    enter_shipped_rules()
    made, _ = RecertificationTask.objects.get_or_create(
        rule_code="L-1",
        rule=RuleVersion.objects.filter(code="L-1").first(),
        subject=f"H{place.household.pk}",
        period="测试",
        defaults={"household": place.household, "opens_on": day, "due_on": day, "late_after": day},
    )
    return Target(made.pk, place.village.startswith(person.scope))


def _supervision(world: World, person: User, own: bool) -> Target:
    """A sheet is seen by the county and by the township that it asks."""
    code = world.place(own).village[:9] + "000"
    made, _ = Supervision.objects.get_or_create(
        number=f"测试〔{code}〕", township_code=code, responsible="王", demand="逐户走访", days_late=31,
        finish_by=clock.today(), issued_by=world.people.county_handler,
    )  # fmt: skip
    return Target(made.pk, code.startswith(person.scope))


def _event_list(world: World, person: User, own: bool) -> Target:
    """An imported list belongs to the division that imported it."""
    code = world.place(own).village
    made = EventList.objects.create(trigger="death", division_code=code, file_name="名单.xlsx", made_by=person)
    return Target(made.pk, code.startswith(person.scope))


def _documents_of_county(world: World, person: User, own: bool) -> Target:
    """A document of the county is changed by the county only."""
    return Target(Document.objects.get(title="测试资料").pk if own else 10**9, own and len(person.scope) == 6)


def _always_object(world: World, person: User, own: bool) -> Target:
    """A file of the institutional item of the place."""
    place = world.place(own)
    page = InstitutionalPage.objects.filter(item__division_code=place.village).first()
    return Target(page.digital_object_id if page else 0, place.village.startswith(person.scope))


MAKERS: dict[str, Maker] = {
    "household_task": _of_place(lambda place: task_of(place.household)),
    "device_id": lambda world, person, own: Target(phone_of(person if own else world.stranger), own),
    # 低保金
    "sheet_id": _of_county(lambda: ParameterSheet.objects.get().pk),
    "list_id": _of_county(lambda: PaymentList.objects.get().pk),
    "return_id": _always_hidden,
    "change_id": _of_county(lambda: StandardChange.objects.get().pk),
    "payment_id": _of_place(lambda place: BackPayment.objects.get(household=place.household).pk),
    "recovery_id": _of_place(lambda place: Recovery.objects.get(household=place.household).pk),
    "assessment_id": _of_place(lambda place: Assessment.objects.get(household=place.household).pk),
    "box_id": _of_place(lambda place: place.file.pouches.get().box_id),
    "pouch_id": _of_place(lambda place: place.file.pouches.get().pk),
    "file_id": _of_place(lambda place: place.file.pk),
    "item_id": _of_place(lambda place: place.item_id),
    "paper_id": _of_place(lambda place: place.paper_id),
    "queued_id": _of_township(lambda place: place.queued.pk),
    "import_id": _of_township(lambda place: place.roster.pk),
    "username": _username,
    "sequence": _entry,
    "job_id": _job,
    "number": _always(1),
    "casework:number": _of_place(lambda place: place.case.number),
    "casework:notice:number": _of_place(lambda place: place.notice.number),
    "casework:notice-post:number": _of_place(lambda place: place.notice.number),
    "casework:notice-photograph:number": _of_place(lambda place: place.notice.number),
    "casework:notice-photo:number": _of_place(lambda place: place.notice.number),
    "casework:notice-close:number": _of_place(lambda place: place.notice.number),
    "casework:notice-drop:number": _of_place(lambda place: place.notice.number),
    "casework:notice-image:number": _of_place(lambda place: place.notice.number),
    "casework:long-term-list:number": _of_place(lambda place: f"{place.village}GB"),
    "casework:long-term-image:number": _of_place(lambda place: f"{place.village}GB"),
    "casework:long-term-hang:number": _of_place(lambda place: f"{place.village}GB"),
    "casework:long-term-photo:number": _of_place(lambda place: f"{place.village}GB"),
    "casework:long-term-drop:number": _of_place(lambda place: f"{place.village}GB"),
    "casework:which": _always("first"),
    "casework:village": _of_place(lambda place: place.village),
    "casework:objection_id": _of_place(lambda place: place.objection_id),
    "casework:act": _always("withdraw_case"),
    "forms:form": _always("F02a"),
    "investigation:number": _of_place(lambda place: place.investigated.number),
    "investigation:task": _task,
    "investigation:place": _always(0),
    "investigation:act": _always("complete"),
    "casework:step": _always("family"),
    "casework:code": _of_place(lambda place: place.household.code),
    "casework:kind": _always("3"),
    "casework:change-edit:number": _of_place(lambda place: place.change.number if place.change else ""),
    "casework:scan_id": _of_place(lambda place: place.scan_id),
    "help:name": _always("basics"),
    "handover_id": _handover,
    "move_id": _always_hidden,
    "listing": _always("households"),
    "view_id": _view,
    "delivery_id": _delivery,
    # 动态管理
    "recertification:code": _rule,
    "recertification:household_code": _of_place(lambda place: place.household.code),
    **{f"recertification:{n}": lambda w, p, own, n=n: Target(*visit_target(w, p, own, n)) for n in VISIT_PARTS},
    "recertification:act": _always("return"),
    "recertification:job_id": _trial,
    "recertification:list_id": _event_list,
    "recertification:task_id": _recertification_task,
    "recertification:sheet_id": _supervision,
    "recertification:campaign_id": lambda world, person, own: Target(*campaign_target(world, person, own)),
    "recertification:posting_id": lambda world, person, own: Target(*posting_target(world, person, own)),
    "recertification:township": _of_township(lambda place: place.village[:9] + "000"),
    "quality:rule": _always("no_phone"),
    # 地区资料与机构卷
    "document_id": _of_county(lambda: Document.objects.get(title="测试资料").pk),
    "library:edit:document_id": _documents_of_county,
    "library:attach:document_id": _documents_of_county,
    "standard_id": _of_county(lambda: Standard.objects.get().pk),
    "library:version": _of_county(lambda: "220882-rural-20200101"),
    "library:key": _always("lending-use"),
    "library:procedure": _always("application"),
    "library:act": _always("accept_case"),
    "volume_id": _of_county(lambda: Volume.objects.get(series__code="ZY·DB·ZD2").pk),
    "library:item_id": _of_place(lambda place: InstitutionalItem.objects.get(division_code=place.village).pk),
    "library:object_id": _always_object,
    "library:form": _always("F35"),
    "library:image:kind": _always("thumbnail"),
    **MAKERS_OF_TRAINING,
    # 家庭
    "code": _of_place(lambda place: place.household.code),
    "member_id": _of_place(lambda place: place.household.members.get().pk),
    "divisions:code": _division,
    # 设置
    "configuration:kind": _always("material"),
    "configuration:pk": lambda world, person, own: Target(Material.objects.get(code="M01").pk, True),
    "scheme_id": lambda world, person, own: Target(SchemeClass.objects.get(code="SP1").scheme_id, True),
    "class_id": lambda world, person, own: Target(SchemeClass.objects.get(code="SP1").pk, True),
    "archives:village:code": _of_place(lambda place: place.village),
    "households:reveal:field": _always("account"),
    "households:reveal-member:field": _always("identity"),
    # 图像、打印、二维码
    "archives:page-image:kind": _always("thumbnail"),
    "archives:queued-image:kind": _always("thumbnail"),
    "archives:scanned:kind": _always("p"),
    "archives:scanned:number": _of_place(lambda place: place.file.pouches.get().pk),
    "printing:household:kind": _always(PaperKind.POUCH_LABEL.value),
    "printing:restore-design:version": _always(0),
    "printing:restore-design:paper": _always(PaperKind.BOX_LIST.value),
    "printing:design:paper": _always(PaperKind.BOX_SPINE.value),
    "printing:design-preview:paper": _always(PaperKind.BOX_SPINE.value),
    "printing:box:kind": _always(PaperKind.BOX_SPINE.value),
}


# what is sent where an empty form would name nothing at all, which is answered by 404 too
POSTED: dict[str, Callable[[World, bool], dict[str, str]]] = {
    "archives:assign-duties": lambda world, own: {"unit": "大安市民政局"},
    "archives:move-pouches": lambda world, own: {"box": "new"},
}


def maker_for(name: str, argument: str) -> Maker | None:
    """Return the maker of an argument: of this address, of this area, or of every address."""
    area = name.partition(":")[0]
    for key in (f"{name}:{argument}", f"{area}:{argument}", argument):
        if key in MAKERS:
            return MAKERS[key]
    return None
