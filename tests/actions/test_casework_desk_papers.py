"""The papers of the desk: made by the acts, numbered, and filed into the pouch when there is one."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest

from hudang.archives.models import Item
from hudang.casework.actions.accepting import accept
from hudang.casework.actions.desk import decline, request_correction, save_draft, submit
from hudang.casework.actions.scans import attach_scan, remove_scan
from hudang.casework.declared import declaration_of
from hudang.casework.errors import OfficeUnknown
from hudang.casework.models import Case, CaseScan, Office
from hudang.casework.queries.declarations import paper_lines
from hudang.casework.queries.page import page_for
from hudang.casework.queries.printed import pledge_sheet
from hudang.casework.vocabulary import CaseStage
from hudang.forms.models import Paper
from hudang.forms.queries.papers import data_of
from hudang.kernel.errors import InvalidInput, NotVisible
from tests.factories.archives import make_bureau
from tests.factories.cases import accepted, declaration, draft, submitted
from tests.factories.investigations import parameters
from tests.factories.scans import jpeg
from tests.people import People

RELATIVE = {
    "name": "张主任",
    "identity": "220882197001012234",
    "unit": "民强村民委员会",
    "duty": "主任",
    "phone": "13900000001",
    "officer_kind": "3",
    "relation": "70",
}


def test_submission_makes_the_application_and_acceptance_files_it_with_the_others(people: People) -> None:
    make_bureau()
    case = draft(people.handler)
    submit(actor=people.handler, number=case.number)
    application = Paper.objects.get(form_code="F01")
    assert application.item is None and application.case_reference == case.number
    values = data_of(application)
    assert (values["applicant"], values["income"], values["size"], values["separated"]) == ("王德贵", 250, 2, False)
    accept(actor=people.handler, number=case.number, opinion="材料齐全")
    filed = {item.material.code for item in Item.objects.filter(file__cases=case).select_related("material")}
    assert {"M01", "M02", "M03"} <= filed
    receipt = Paper.objects.get(form_code="F03")
    assert receipt.number.endswith("1号") and data_of(receipt)["days"] == 30
    assert [row["name"] for row in data_of(receipt)["papers"]][:2] == ["最低生活保障申请书", "户口簿复印件"]
    pledge = data_of(Paper.objects.get(form_code="F02"))
    assert [row["name"] for row in pledge["adults"]] == ["王德贵", "李秀英"]


def test_the_time_line_shows_each_paper_beside_its_act(people: People) -> None:
    make_bureau()
    case = accepted(people.handler)
    steps = {
        step.act: [paper.form_code for paper in step.papers] for step in page_for(people.handler, case.number).steps
    }
    assert steps["提交申请"] == ["F01"] and set(steps["受理"]) == {"F02", "F03"}


def test_near_relatives_are_filed(people: People) -> None:
    make_bureau()
    identity = declaration()["members"][0]["identity"]
    accepted(people.handler, declaration(has_near_relative="yes", near_relatives=[RELATIVE | {"identity": identity}]))
    filing = data_of(Paper.objects.get(form_code="F07"))
    assert (filing["officer"], filing["head"], filing["officer_duty"]) == ("张主任", "王德贵", "主任")


def test_the_correction_notice_names_everything_that_is_missing(people: People) -> None:
    make_bureau()
    case = submitted(people.handler, declaration(papers={"M10": {"copies": 1}}))
    request_correction(actor=people.handler, number=case.number)
    values = data_of(Paper.objects.get(form_code="F04"))
    assert [row["name"] for row in values["missing"]] == ["身份证复印件", "收入证明"]
    assert values["phone"] == "0436-5220001" and values["until_on"].isoformat() > str(case.submitted_on)


def test_non_acceptance_states_reasons_and_remedies(people: People) -> None:
    case = submitted(people.handler)
    decline(actor=people.handler, number=case.number, reason="申请人户籍不在本镇，应向户籍所在地申请")
    values = data_of(Paper.objects.get(form_code="F05"))
    assert "户籍不在本镇" in values["reasons"] and values["court"] == "大安市人民法院"
    assert values["reconsideration"] == "大安市人民政府"


def test_without_the_words_of_the_office_nothing_is_done(people: People) -> None:
    make_bureau()
    case = submitted(people.handler)
    Office.objects.all().delete()
    with pytest.raises(OfficeUnknown, match="舍力镇"):
        accept(actor=people.handler, number=case.number)
    case.refresh_from_db()
    assert case.stage == CaseStage.SUBMITTED and case.household is None


def test_scans_wait_for_acceptance_and_are_filed_then(people: People) -> None:
    make_bureau()
    case = submitted(people.handler)
    first = attach_scan(
        actor=people.assistant, number=case.number, material="M10", content=io.BytesIO(jpeg("a")), name="a.jpg"
    )
    attach_scan(actor=people.assistant, number=case.number, material="M10", content=io.BytesIO(jpeg("b")), name="b.jpg")
    wrong = attach_scan(
        actor=people.handler, number=case.number, material="M11", content=io.BytesIO(jpeg("c")), name="c.jpg"
    )
    remove_scan(actor=people.handler, number=case.number, scan_id=wrong.pk)
    accept(actor=people.handler, number=case.number)
    item = Item.objects.get(file__cases=case, material__code="M10")
    assert item.pages.count() == 2 and item.original == "copy"
    assert not CaseScan.objects.filter(filed=False).exists()
    with pytest.raises(InvalidInput) as refused:
        remove_scan(actor=people.handler, number=case.number, scan_id=first.pk)
    assert "户袋" in refused.value.fields["stage"]


def test_scans_of_others_are_not_there(people: People) -> None:
    make_bureau()
    case = submitted(people.handler)
    with pytest.raises(NotVisible):
        attach_scan(
            actor=people.neighbour, number=case.number, material="M10", content=io.BytesIO(jpeg("a")), name="a.jpg"
        )
    with pytest.raises(InvalidInput):
        attach_scan(actor=people.handler, number=case.number, material="M999", content=io.BytesIO(b""), name="a.jpg")


def test_the_pledge_is_printed_to_be_signed_even_of_a_draft(people: People) -> None:
    empty = draft(people.handler, {"members": [{"name": "王德贵"}]})
    for case in (empty, submitted(people.handler)):
        assert pledge_sheet(people.handler, case.number).startswith(b"%PDF")
    assert Case.objects.count() == 2 and not Paper.objects.filter(form_code="F02").exists()


def test_a_member_with_another_document_is_named_by_it(people: People) -> None:
    make_bureau()
    declared = declaration()
    declared["members"][0] |= {"identity_kind": "414", "identity": "e12345678", "born_on": "1958-03-05", "sex": "1"}
    accepted(people.handler, declared)
    application = data_of(Paper.objects.get(form_code="F01"))
    assert (application["identity_kind"], application["identity"]) == ("414", "普通护照 E12345678")
    assert data_of(Paper.objects.get(form_code="F02"))["adults"][0]["identity"] == "普通护照 E12345678"


def test_supporters_of_whom_all_is_known_get_their_sheet_at_acceptance(people: People) -> None:
    make_bureau()
    parameters(support={"multiple": "1.5", "share_up_to_two": "0.5", "share_from_three": "0.4"})
    son = {"name": "王小军", "relation": "20", "income_per_member": "1607.5", "household_size": "3"}
    case = submitted(people.handler, declaration(supporters=[son]))
    assert any(line.code == "M21" and line.lacking for line in paper_lines(declaration_of(case)))
    son["identity"] = "11010519491231002X"
    whole = declaration(supporters=[son])
    save_draft(actor=people.handler, number=case.number, declared=whole)
    accept(actor=people.handler, number=case.number)
    sheet = data_of(Paper.objects.get(case_reference=case.number, form_code="F08"))
    row = sheet["supporters"][0]
    # (1607.50 − 405 × 1.5) × 3 × 0.5 = 1500
    assert (row["income"], row["payable"], row["able"], sheet["yearly"]) == (Decimal("4822.50"), 1500, "1", 18000)
    assert "M21" in {item.material.code for item in Item.objects.filter(file__cases=case).select_related("material")}
