"""The pages of roster imports: upload, columns, dry run, import, rows to correct, undo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hudang.audit.models import AuditEntry
from hudang.households.models import Household
from hudang.rosters.models import RosterImport
from tests.factories.archives import make_bureau
from tests.factories.households import identity_number
from tests.factories.rosters import household_roster, household_row, imported, tried, uploaded, workbook
from tests.people import FENGSHOU, SHELI, XINTIAN, People
from tests.web.browsing import signed_in, table_of, text_of

LIST = "/rosters/"
XLS = Path(__file__).resolve().parents[1] / "rules" / "rosters" / "fixtures" / "villagers.xls"
BROKEN = "22088219600512123"


@pytest.fixture
def office(people: People) -> Client:
    make_bureau()
    return signed_in(people.handler)


def send(client: Client, content: bytes, name: str = "花名册.xlsx", division: str = SHELI) -> Any:
    return client.post(LIST, {"file": SimpleUploadedFile(name, content), "division": division})


def fields_of(response: Any) -> dict[str, str]:
    """Return the form of the columns page as the browser would send it."""
    form = response.context["form"]
    return {name: str(form[name].value() or "") for name in form.fields}


class TestTheWholeWay:
    def test_upload_confirm_try_import_correct_undo(
        self, office: Client, django_capture_on_commit_callbacks: Any
    ) -> None:
        answer = send(office, household_roster([household_row("甲"), household_row("乙", 身份证号=BROKEN)]))
        found = RosterImport.objects.get()
        assert answer["Location"] == f"/rosters/{found.pk}/columns/"
        columns = office.get(answer["Location"])
        assert "户主姓名" in text_of(columns)
        with django_capture_on_commit_callbacks(execute=True):
            tried_out = office.post(answer["Location"], fields_of(columns))
        assert tried_out["Location"].startswith(f"/rosters/{found.pk}/?job=")
        page = text_of(office.get(tried_out["Location"]))
        assert "这是试运行，还没有写入任何数据" in page
        assert "身份证号位数不对" in page
        assert "导入 1 户" in page
        assert not Household.objects.exists()
        with django_capture_on_commit_callbacks(execute=True):
            office.post(f"/rosters/{found.pk}/import/")
        assert Household.objects.get().head_name == "甲"
        assert "已导入" in text_of(office.get(f"/rosters/{found.pk}/"))
        rows = table_of(office.get(f"/rosters/{found.pk}/corrections/"))
        assert [row[2] for row in rows[2:]] == ["乙"]
        assert "身份证号位数不对" in rows[2][-1]
        undone = office.post(f"/rosters/{found.pk}/undo/", follow=True)
        assert "数据恢复到导入之前" in text_of(undone)
        assert not Household.objects.exists()

    def test_a_column_pointed_out_is_kept(self, office: Client, django_capture_on_commit_callbacks: Any) -> None:
        header = ["村", "户主姓名", "身份证号", "钱数甲"]
        address = send(office, household_roster([household_row("甲", 钱数甲=512)], header))["Location"]
        values = fields_of(office.get(address)) | {"c0-3": "allowance"}
        with django_capture_on_commit_callbacks(execute=True):
            office.post(address, values)
            office.post(f"/rosters/{RosterImport.objects.get().pk}/import/")
        assert Household.objects.get().allowance == 512

    def test_a_header_of_foreign_words_can_be_pointed_out(
        self, office: Client, django_capture_on_commit_callbacks: Any
    ) -> None:
        table = [["某某", "证件", "村", "月保障金（元）", "家庭住址", "联系电话"]]
        table += [[f"户{n}", identity_number(), "民强村", 400, "一屯", "13904360001"] for n in range(6)]
        address = send(office, workbook({"名单": table}))["Location"]
        page = office.get(address)
        values = fields_of(page) | {"c0-0": "name", "c0-1": "id"}
        with django_capture_on_commit_callbacks(execute=True):
            office.post(address, values)
        found = RosterImport.objects.get()
        assert found.summary["accepted"] == 6

    def test_two_columns_for_one_field_are_told_at_the_field(self, office: Client) -> None:
        address = send(office, household_roster([household_row("甲")]))["Location"]
        values = fields_of(office.get(address)) | {"c0-9": "account"}
        page = office.post(address, values)
        assert "“银行账号”已选给“银行账号”一列" in text_of(page)
        assert RosterImport.objects.get().state == RosterImport.State.UPLOADED


class TestBadFiles:
    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("空.xlsx", b"", "里没有内容"),
            ("图.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 400, "不是 Excel 工作簿或 CSV 表格"),
            ("密.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 8000, "已损坏"),
            ("断.xlsx", b"PK\x03\x04" + b"x" * 500, "已损坏"),
            ("通知.csv", "通知,内容\n开会,明天\n".encode(), "没有找到花名册"),
        ],
    )
    def test_the_sentence_stands_at_the_field(self, office: Client, name: str, content: bytes, sentence: str) -> None:
        page = send(office, content, name)
        assert page.status_code == 200
        (fault,) = page.context["form"].errors["file"]
        assert sentence in fault and name in fault
        assert not RosterImport.objects.exists()

    def test_an_encrypted_workbook(self, office: Client, encrypted_workbook: bytes) -> None:
        page = send(office, encrypted_workbook, "密.xlsx")
        assert "设有打开密码" in page.context["form"].errors["file"][0]

    def test_no_file_and_no_division(self, office: Client) -> None:
        page = office.post(LIST, {"division": FENGSHOU})
        assert set(page.context["form"].errors) == {"file", "division"}


@pytest.fixture
def encrypted_workbook() -> bytes:
    """An .xls whose first record says that the rest is enciphered."""
    return XLS.read_bytes().replace(b"\x42\x00\x02\x00", b"\x2f\x00\x02\x00", 1)


class TestNeighbour:
    @pytest.mark.parametrize("page", ["", "columns/", "corrections/"])
    def test_pages_are_not_there(self, people: People, office: Client, page: str) -> None:
        found, _ = tried(people.handler, household_roster([household_row("甲")]))
        assert signed_in(people.neighbour).get(f"/rosters/{found.pk}/{page}").status_code == 404

    @pytest.mark.parametrize("act", ["import/", "undo/", "columns/"])
    def test_acts_are_not_there(self, people: People, office: Client, act: str) -> None:
        found, _ = imported(people.handler, household_roster([household_row("甲")]))
        assert signed_in(people.neighbour).post(f"/rosters/{found.pk}/{act}").status_code == 404
        assert Household.objects.exists()

    def test_the_list_is_empty(self, people: People, office: Client) -> None:
        tried(people.handler, household_roster([household_row("甲")]), "舍力名册.xlsx")
        assert "舍力名册" in text_of(office.get(LIST))
        assert "舍力名册" not in text_of(signed_in(people.neighbour).get(LIST))

    def test_he_cannot_send_for_another_office(self, people: People, office: Client) -> None:
        page = send(signed_in(people.neighbour), household_roster([household_row("甲")]))
        assert "division" in page.context["form"].errors
        assert not RosterImport.objects.exists()


class TestDetail:
    def test_filters_show_what_the_figures_count(self, people: People, office: Client) -> None:
        rows = [household_row("甲"), household_row("乙", 身份证号=BROKEN), household_row("丙", 联系电话="123")]
        rows.append(household_row("丁", 村="新田村"))
        found, _ = tried(people.handler, household_roster(rows))
        address = f"/rosters/{found.pk}/"

        def names(outcome: str) -> list[str]:
            return [row.name for row in office.get(address, {"outcome": outcome}).context["page_obj"]]

        assert names("accepted") == ["甲"]
        assert names("rejected") == ["乙"]
        assert names("warned") == ["丙"]
        assert names("outside") == ["丁"]
        assert names("") == ["甲", "乙", "丙", "丁"]
        assert "标题行" in text_of(office.get(address, {"outcome": "skipped"}))
        assert names("nonsense") == []

    def test_each_problem_opens_the_rows_that_it_counts(self, people: People, office: Client) -> None:
        rows = [household_row("甲", 身份证号=BROKEN), household_row("乙", 联系电话="123")]
        rows += [household_row("丙", 村="新田村", 身份证号=BROKEN)]
        found, _ = tried(people.handler, household_roster(rows))
        address = f"/rosters/{found.pk}/"
        problems = office.get(address).context["codes"]
        assert [code[0] for code, *_ in problems] == sorted((code[0] for code, *_ in problems), key="EWN".index)
        assert sum(n for code, n, _ in problems if code.startswith("E_ID")) == 1, (
            "a fault in a row of another office is not ours to mend"
        )
        for code, number, _ in problems:
            assert len(office.get(address, {"code": code}).context["page_obj"]) == number, code
        assert len(office.get(address, {"code": "nonsense"}).context["page_obj"]) == 3

    def test_differences_are_shown_before_anything_is_written(self, people: People, office: Client) -> None:
        row = household_row("甲")
        imported(people.handler, household_roster([row]))
        found, _ = tried(people.handler, household_roster([row | {"月保障金（元）": 455}]))
        page = text_of(office.get(f"/rosters/{found.pk}/", {"outcome": "changed"}))
        assert "月保障金（元）：420 → 455" in page

    def test_numbers_are_never_shown(self, people: People, office: Client) -> None:
        row = household_row("甲")
        imported(people.handler, household_roster([row]))
        found, _ = tried(people.handler, household_roster([row | {"银行账号": "6228480012345670027"}]))
        page = office.get(f"/rosters/{found.pk}/").content.decode()
        assert not [n for n in (row["身份证号"], "6228480012345670019", "6228480012345670027") if n in page]

    def test_a_job_that_is_none_is_left_out(self, people: People, office: Client) -> None:
        found, _ = tried(people.handler, household_roster([household_row("甲")]))
        assert office.get(f"/rosters/{found.pk}/", {"job": "abc"}).status_code == 200

    def test_after_the_undo_no_link_leads_nowhere(self, people: People, office: Client) -> None:
        found, _ = imported(people.handler, household_roster([household_row("甲")]))
        code = Household.objects.get().code
        office.post(f"/rosters/{found.pk}/undo/")
        page = office.get(f"/rosters/{found.pk}/").content.decode()
        assert reverse("households:detail", args=[code]) not in page

    def test_an_undo_that_is_refused_says_why(self, people: People, office: Client) -> None:
        found, _ = imported(people.handler, household_roster([household_row("甲")]))
        Household.objects.update(version=5)
        answer = office.post(f"/rosters/{found.pk}/undo/")
        assert answer.status_code == 409
        assert "不能整体撤销" in text_of(answer)


def test_taking_the_rows_to_correct_is_logged(people: People, office: Client) -> None:
    found, _ = tried(people.handler, household_roster([household_row("乙", 身份证号=BROKEN)]))
    office.get(f"/rosters/{found.pk}/corrections/")
    entry = AuditEntry.objects.get(action="export_corrections")
    assert (entry.actor_name, entry.object_id) == ("舍力经办", str(found.pk))


class TestQueries:
    def test_of_the_list(self, people: People, office: Client, django_assert_max_num_queries: Any) -> None:
        def counted() -> int:
            with django_assert_max_num_queries(40) as captured:
                office.get(LIST)
            return len(captured)

        uploaded(people.handler, household_roster([household_row("甲")]))
        once = counted()
        for number in range(5):
            uploaded(
                people.county_handler, household_roster([household_row("甲", 村="新田村")]), f"{number}.xlsx", XINTIAN
            )
            uploaded(people.handler, household_roster([household_row("甲")]), f"{number}.xlsx")
        assert counted() == once

    def test_of_the_rows(self, people: People, office: Client, django_assert_max_num_queries: Any) -> None:
        def counted(rows: int) -> int:
            found, _ = tried(people.handler, household_roster([household_row(f"户{n}") for n in range(rows)]))
            with django_assert_max_num_queries(40) as captured:
                office.get(f"/rosters/{found.pk}/")
            return len(captured)

        assert counted(2) == counted(45)
