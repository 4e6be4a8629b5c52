"""年审: begun by the county, every figure opens as many households, checked by lot, closed into the volume of ZD4."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hudang.households.models import Person
from hudang.kernel import clock
from hudang.kernel.errors import NotAllowed, NotVisible
from hudang.library.models import InstitutionalItem, InstitutionalPage
from hudang.notifications.models import Message
from hudang.recertification.actions.campaigning import CampaignPlan, begin_campaign, draw_campaign_checks, note_examined
from hudang.recertification.errors import CampaignExists
from hudang.recertification.models import Campaign, CampaignHousehold, CampaignPosting, RecertificationTask, Visit
from tests.factories.archives import make_bureau
from tests.factories.households import make_household
from tests.factories.recertification import at, disabled_elder, plan, shipped_text
from tests.people import COUNTY, SHELI, XINTIAN, People
from tests.web.browsing import signed_in

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 20)
CODES = ("D-A", "L-1")


@pytest.fixture
def homes(people: People) -> list[str]:
    make_bureau()
    found = [disabled_elder(), disabled_elder("李二", village=XINTIAN), disabled_elder("孙三")]
    plan(people, DAY)
    return [each.code for each in found]


def begun(people: People) -> Campaign:
    asked = CampaignPlan(COUNTY, 2026, CODES, date(2026, 1, 1), date(2026, 12, 31), "逐户核查，备好证件。")
    return begin_campaign(actor=people.county_handler, plan=asked)


def examined(people: People, code: str, outcome: str) -> Visit:
    household = CampaignHousehold.objects.get(household__code=code).household
    visit = Visit.objects.create(
        household=household, form_code="F20", method="HOME", state="accepted", on=DAY, outcome=outcome,
        made_by=people.assistant,
    )  # fmt: skip
    note_examined(visit)
    return visit


def test_everybody_under_the_rules_has_a_task_within_the_campaign_and_is_told(people: People, homes: list[str]) -> None:
    with clock.frozen(at(DAY)):
        made = begun(people)
        assert made.households.count() == 3
        tasks = RecertificationTask.objects.filter(state__in=["planned", "assigned"], due_on__lte=made.ends_on)
        assert {task.household.code for task in tasks if task.rule.text["form"] == "F20"} == set(homes)
        assert Message.objects.filter(link=f"/visits/campaigns/{made.pk}/").count() >= 4
        assert made.spot_percent == 30 and made.item_code and InstitutionalItem.objects.get().pk == made.item_id
        with pytest.raises(CampaignExists):
            begun(people)


def test_figures_open_as_many_households(people: People, homes: list[str]) -> None:
    browser = signed_in(people.county_handler)
    with clock.frozen(at(DAY)):
        made = begun(people)
        examined(people, homes[0], "3")
        with CaptureQueriesContext(connection) as few:
            page = browser.get(reverse("recertification:campaign", args=[made.pk])).content.decode()
        found = re.findall(r'<td class="num[^"]*" data-label="[^"]+"><a href="([^"]+)">(\d+)</a>', page)
        assert len(found) == 8 * 2 and [n for _, n in found].count("0") < len(found)
        assert [(url, total(browser, url)) for url, _ in found] == [(url, int(n)) for url, n in found]
        for number in range(6):
            home = make_household(f"王{number}", village=XINTIAN)
            CampaignHousehold.objects.create(campaign=made, household=home)
        with CaptureQueriesContext(connection) as many:
            browser.get(reverse("recertification:campaign", args=[made.pk]))
        assert len(many) <= len(few)


def total(browser: Client, url: str) -> int:
    page = browser.get(url.replace("&amp;", "&")).content.decode()
    current = re.search(r'aria-current="page"[^>]*>[^<]*<span class="tabs__count">([\d,]+)<', page)
    assert current, url
    return int(current[1])


def test_changes_are_all_checked_by_the_county_and_what_does_not_agree_is_looked_at_again(
    people: People, homes: list[str]
) -> None:
    browser = signed_in(people.county_handler)
    with clock.frozen(at(DAY)):
        made = begun(people)
        examined(people, homes[0], "3")
        examined(people, homes[1], "1")
        answer = browser.post(reverse("recertification:campaign-draw", args=[made.pk]))
        assert answer.status_code == 302
        drawn = dict(made.households.exclude(drawn="").values_list("household__code", "drawn"))
        # of one household without a change thirty percent is one
        assert drawn == {homes[0]: "changed", homes[1]: "by_lot"}
        url = reverse("recertification:campaign-check", args=[made.pk, homes[0]])
        assert browser.post(url, {"on": "2026-05-20", "finding": "看过车辆"}).status_code == 400
        browser.post(url, {"on": "2026-05-20", "agrees": "no", "finding": "家里多一辆货车"})
        assert RecertificationTask.objects.get(trigger="look_further").household.code == homes[0]


def test_a_township_examines_itself_but_leaves_the_check_to_the_county(people: People, homes: list[str]) -> None:
    with clock.frozen(at(DAY)):
        asked = CampaignPlan(SHELI, 2026, CODES, date(2026, 1, 1), date(2026, 12, 31), "逐户核查，备好证件。")
        made = begin_campaign(actor=people.handler, plan=asked)
        with pytest.raises(NotAllowed):
            draw_campaign_checks(actor=people.handler, pk=made.pk)
        with pytest.raises(NotVisible):
            begin_campaign(actor=people.handler, plan=replace(asked, division_code=COUNTY))


def test_its_summary_joins_the_notice_in_one_item(people: People, homes: list[str]) -> None:
    browser = signed_in(people.county_handler)
    with clock.frozen(at(DAY)):
        made = begun(people)
        examined(people, homes[0], "3")
        browser.post(
            reverse("recertification:campaign-close", args=[made.pk]), {"conclusion": "逐户核查，两户住院未审。"}
        )
        item = InstitutionalItem.objects.get()
        assert item.volume.series.code.endswith("ZD4")
        assert InstitutionalPage.objects.filter(item=item).values("digital_object").distinct().count() == 2
        for name in ("notice", "summary"):
            answer = browser.get(reverse(f"recertification:campaign-{name}", args=[made.pk]))
            assert answer.content.startswith(b"%PDF")
        assert browser.post(reverse("recertification:campaign-draw", args=[made.pk])).status_code == 409


def test_results_hang_with_names_as_the_law_allows(people: People, homes: list[str]) -> None:
    browser, village = signed_in(people.handler), signed_in(people.assistant)
    with clock.frozen(at(DAY)):
        made = begun(people)
        url = reverse("recertification:campaign-postings", args=[made.pk])
        sent = {"division_code": SHELI, "starts_on": "2026-05-20", "days": "7", "telephone": "0436-5201234"}
        assert "还没有可以公示的年审结果" in browser.post(url, sent).content.decode()
        for code, outcome in zip(homes, "173", strict=True):
            examined(people, code, outcome)
        young = Person.objects.get(memberships__household__code=homes[2])
        Person.objects.filter(pk=young.pk).update(born_on=date(2012, 1, 1))
        assert browser.post(url, sent | {"telephone": "12"}).status_code == 400
        done = browser.post(url, sent, follow=True).content.decode()
        assert "共 2 户" in done
        posting = CampaignPosting.objects.get()
        answer = village.get(reverse("recertification:campaign-posting", args=[made.pk, posting.pk]))
        with pypdfium2.PdfDocument(answer.content) as pdf:
            told = "".join(page.get_textpage().get_text_bounded() for page in pdf)
        assert "赵长富" in told and "继续保障" in told and "孙三" not in told and "孙某（未成年人）" in told
        assert (posting.starts_on, posting.ends_on) == (DAY, date(2026, 5, 27))
        item = InstitutionalItem.objects.get(pk=posting.item_id)
        assert item.volume.series.code.endswith("ZD4") and item.division_code == SHELI
        assert village.post(url, sent).status_code == 403


def test_the_page_begins_it_and_a_village_follows_it(people: People, homes: list[str]) -> None:
    browser, village = signed_in(people.county_handler), signed_in(people.assistant)
    with clock.frozen(at(DAY)):
        new = reverse("recertification:campaign-new")
        sent = {"division_code": COUNTY, "year": 2026, "starts_on": "2026-06-01", "announcement": "逐户核查"}
        refused = browser.post(new, sent | {"ends_on": "2026-01-01", "rule_codes": "D-A"})
        assert refused.status_code == 400 and "结束日期" in refused.content.decode()
        answer = browser.post(new, sent | {"ends_on": "2026-10-31", "rule_codes": ["D-A"]})
        page = village.get(answer["Location"]).content.decode()
        assert "年审率" in page and "新田" not in page


def test_the_shipped_rule_answers_to_campaigns() -> None:
    assert shipped_text("E-9")["triggers"] == ["campaign"]
