"""The staff ledger: who lacks what, manning, appraisal with professional ethics, hand-over sheets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from hudang.accounts.vocabulary import Post
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput, NotVisible
from hudang.library.models import InstitutionalItem
from hudang.training.actions.staff import (
    HandOverDraft,
    appraise,
    file_appraisals,
    hand_over_post,
    note_outside_training,
    note_term,
    print_hand_over,
    set_establishment,
)
from hudang.training.errors import NothingToFile, SameStaff
from hudang.training.models import Appraisal, Term
from hudang.training.queries.lacking import lacking_for
from hudang.training.queries.staff import manning_for
from hudang.training.rules.staff import PARTS
from hudang.training.vocabulary import Lack
from tests.cli.running import hudang
from tests.factories.archives import make_bureau
from tests.people import SHELI, People

pytestmark = pytest.mark.django_db
GOOD = {part: most for part, (_, most) in PARTS.items()}


def train(people: People, username: str, kind: str = "archive") -> None:
    note_outside_training(
        actor=people.county_handler, username=username, on=clock.today(), title="省厅培训", kind=kind,
        organiser="省民政厅", hours=Decimal(6), result="合格",
    )  # fmt: skip


def test_who_was_not_trained_this_year_is_listed(people: People) -> None:
    before = {each.user.username: each.lacks for each in lacking_for(people.township_head)}
    assert Lack.NO_TRAINING in before["xieli"]
    assert "linzhen" not in before
    train(people, "xieli", "ethics")
    (after,) = [each for each in lacking_for(people.township_head) if each.user.username == "xieli"]
    assert after.lacks == (Lack.COURSE,)
    assert "归档范围与次序" in after.courses
    later = lacking_for(people.township_head, year=clock.today().year + 1)
    assert Lack.NO_TRAINING in next(each.lacks for each in later if each.user.username == "xieli")


def test_the_list_takes_as_many_queries_for_many(people: People, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        lacking_for(people.county_handler)


def test_manning_counts_posts_and_shares(people: People) -> None:
    train(people, "xieli")
    sheli = next(each for each in manning_for(people.county_head) if each.code == SHELI)
    shown = {each.post: (each.wanted, each.filled, each.share) for each in sheli.posts}
    assert shown[Post.VILLAGE_ASSISTANT] == (2, 1, 100)
    assert shown[Post.TOWNSHIP_HANDLER] == (1, 1, 0)
    set_establishment(actor=people.township_head, division_code=SHELI, post=Post.TOWNSHIP_HANDLER, wanted=3)
    sheli = next(each for each in manning_for(people.township_head) if each.code == SHELI)
    assert next(each.short for each in sheli.posts if each.post == Post.TOWNSHIP_HANDLER) == 2


def test_an_appraisal_has_points_for_professional_ethics(people: People) -> None:
    year = clock.today().year
    made = appraise(actor=people.township_head, username="xieli", year=year, points=GOOD, opinion="走访扎实。")
    assert (made.total, made.grade, made.points["ethics"]) == (100, "excellent", 20)
    with pytest.raises(InvalidInput) as refused:
        appraise(actor=people.township_head, username="xieli", year=year, points=GOOD | {"ethics": 21}, opinion="好")
    assert "职业素养" in refused.value.fields["ethics"]
    with pytest.raises(InvalidInput):
        appraise(actor=people.township_head, username="fuze", year=year, points=GOOD, opinion="自己考评自己")
    with pytest.raises(NotVisible):
        appraise(actor=people.township_head, username="linzhen", year=year, points=GOOD, opinion="别的乡镇")
    assert Appraisal.objects.count() == 1


def test_the_assistants_appraisals_of_a_year_are_filed(people: People) -> None:
    make_bureau()
    year = clock.today().year
    with pytest.raises(NothingToFile):
        file_appraisals(actor=people.township_head, year=year)
    appraise(actor=people.township_head, username="xieli", year=year, points=GOOD, opinion="走访扎实。")
    assert "RG08" in file_appraisals(actor=people.township_head, year=year).reference_code
    assert InstitutionalItem.objects.count() == 1


def test_a_hand_over_sheet_says_what_is_handed_over(people: People) -> None:
    make_bureau()
    draft = HandOverDraft("jingban", "xieli", "赵立新", clock.today(), "调离", ["公章 1 枚", ""])
    made = hand_over_post(actor=people.township_head, draft=draft)
    assert [line["what"] for line in made.entries] == ["在办案件", "保管的村盒", "公章 1 枚"]
    assert print_hand_over(actor=people.assistant, hand_over_id=made.pk)[1].startswith(b"%PDF")
    with pytest.raises(NotVisible):
        print_hand_over(actor=people.neighbour, hand_over_id=made.pk)
    with pytest.raises(SameStaff):
        hand_over_post(
            actor=people.township_head, draft=HandOverDraft("jingban", "jingban", "赵立新", clock.today(), "调离")
        )


def test_a_new_term_ends_the_one_before(people: People) -> None:
    for since in (date(2020, 1, 1), date(2024, 5, 1)):
        note_term(actor=people.county_head, username="jingban", since=since, until=None, basis="任职文件")
    assert list(Term.objects.order_by("since").values_list("until", flat=True)) == [date(2024, 5, 1), None]


def test_scripts_read_who_lacks_what(people: People) -> None:
    ran = hudang("training", "--missing", "--json", "--division", "220882105201")
    assert [row["username"] for row in ran.rows] == ["xieli"]
    assert ran.lines[-1] == {"summary": {"staff": 1}}
    assert hudang("training").code != 0
