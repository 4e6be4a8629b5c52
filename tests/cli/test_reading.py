"""``hudang households``, ``classify``, ``completeness``: what scripts read, and what they may not."""

from __future__ import annotations

import pytest

from hudang.archives.models import FileFigure
from hudang.audit.models import AuditEntry
from hudang.households.actions.classification import reclassify
from hudang.households.models import Household
from tests.cli.running import hudang
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import FENGSHOU, MINQIANG, SHELI, XINTIAN, People

ACCOUNT = "6228480012345670019"


@pytest.fixture(autouse=True)
def home(people: People) -> Household:
    make_bureau()
    own = make_household("王德贵", number=7, account=ACCOUNT, account_tail="0019", phone="13904360001")
    other = make_household("李春花", village=XINTIAN, number=3)
    for household in (own, other):
        make_file(household)
        reclassify([household.pk])
    return own


class TestHouseholds:
    def test_numbers_are_masked(self, home: Household) -> None:
        ran = hudang("households", "--json")
        assert ran.code == 0
        assert [row["household_code"] for row in ran.rows] == [f"{XINTIAN}0003", f"{MINQIANG}0007"]
        row = ran.rows[1]
        assert (row["account"], row["phone"]) == ("****0019", "139****0001")
        assert row["members"][0]["name"] == "王德贵"
        assert ACCOUNT not in ran.out
        assert home.members.get().person.identity not in ran.out
        assert not AuditEntry.objects.filter(action="reveal_export").exists()

    def test_in_clear_needs_a_reason(self) -> None:
        ran = hudang("households", "--json", "--reveal")
        assert (ran.code, ran.out) == (2, "")
        assert "--reason" in ran.err
        assert hudang("households", "--json", "--reveal", "--reason", "查").code == 1

    def test_in_clear_it_is_logged_before_the_first_line(self, home: Household) -> None:
        ran = hudang("households", "--json", "--reveal", "--reason", "与银行核对代发名册")
        assert ran.rows[1]["account"] == ACCOUNT
        assert ran.rows[1]["members"][0]["identity"] == home.members.get().person.identity
        entry = AuditEntry.objects.get(action="reveal_export")
        assert (entry.reason, entry.actor_name) == ("与银行核对代发名册", "命令行")

    def test_a_division_and_a_person_narrow_the_list(self) -> None:
        assert [row["head_name"] for row in hudang("households", "--division", SHELI, "--json").rows] == ["王德贵"]
        assert [row["head_name"] for row in hudang("households", "--as", "linzhen", "--json").rows] == ["李春花"]
        assert hudang("households", "--as", "linzhen", "--division", SHELI[:9], "--json").rows == []
        assert hudang("households", "--as", "shenji", "--json").code == 1

    def test_without_json_a_line_a_household(self) -> None:
        ran = hudang("households")
        assert f"{MINQIANG}0007 王德贵" in ran.out
        assert "共 2 户" in ran.err


class TestClassify:
    def test_classes_with_reasons(self, home: Household) -> None:
        (found,) = hudang("classify", "--household", home.code, "--json").lines
        assert found["family_structure"] == home.classification.family_structure
        assert found["reasons"] and found["family_structure_label"]
        assert {tag["tag"] for tag in found["tags"]} == {"elder"}
        assert "家庭结构：" in hudang("classify", "--household", home.code).out

    def test_unknown_and_outside_are_the_same(self, home: Household) -> None:
        for arguments in (("--household", "1"), ("--household", home.code, "--as", "linzhen")):
            ran = hudang("classify", *arguments, "--json")
            assert (ran.code, ran.out) == (1, "")


class TestCompleteness:
    def test_each_paper_is_there_missing_or_not_applicable(self, home: Household) -> None:
        ran = hudang("completeness", "--division", MINQIANG, "--json")
        assert ran.code == 0
        (row,) = ran.rows
        assert (row["household_code"], row["complete"]) == (home.code, False)
        missing = {line["material_code"] for line in row["missing"]}
        assert missing == set(home.files.get().missing)
        states = {line["material_code"]: line["state"] for line in row["materials"]}
        assert {code for code, state in states.items() if state == "missing"} == missing
        assert all(line["reason"] for line in row["materials"])
        assert ran.summary == {"files": 1, "incomplete": 1}

    def test_people_read_only_what_is_missing(self, home: Household) -> None:
        ran = hudang("completeness")
        assert f"{home.code} 王德贵 缺 " in ran.out
        assert "不齐 2 袋" in ran.err

    def test_only_own_files(self) -> None:
        ran = hudang("completeness", "--as", "linzhen", "--json")
        assert [row["head_name"] for row in ran.rows] == ["李春花"]
        assert hudang("completeness", "--as", "linzhen", "--division", SHELI, "--json").summary["files"] == 0
        assert hudang("completeness", "--division", FENGSHOU, "--json").summary["files"] == 1

    def test_statements_grow_by_five_hundreds_only(self, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
        for number in range(20, 40):
            make_file(make_household(f"户{number}", number=number))
        with django_assert_max_num_queries(25):
            assert hudang("completeness", "--json").summary["files"] == 22


class TestVerifyFigures:
    def test_figures_that_agree(self, home: Household) -> None:
        ran = hudang("verify-figures", "--json")
        assert (ran.code, ran.lines) == (0, [{"summary": {"differences": 0, "mended": False}}])

    def test_wrong_figures_are_told_and_mended(self, home: Household) -> None:
        FileFigure.objects.filter(village_code=MINQIANG).update(files=9)
        ran = hudang("verify-figures", "--json")
        assert (ran.code, ran.summary["differences"]) == (1, 1)
        assert (ran.rows[0]["kept"][0], ran.rows[0]["counted"][0]) == (9, 1)
        assert hudang("verify-figures", "--mend").code == 0
        assert hudang("verify-figures").code == 0
        assert AuditEntry.objects.filter(action="verify_figures").count() == 3
