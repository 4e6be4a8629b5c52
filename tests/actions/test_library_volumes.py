"""机构卷: items by series and year, made by acts; numbered, linked with households, added to by the same act."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.db import transaction
from PIL import Image

from hudang.archives.models import Series
from hudang.audit.models import AuditEntry
from hudang.digitization.actions.intake import receive, register
from hudang.digitization.models import DigitalObject
from hudang.kernel.errors import NotVisible
from hudang.library.actions.volumes import InstitutionalEntry, file_institutional
from hudang.library.errors import NoSuchSeries, NothingInItem, SeriesOfFiles
from hudang.library.models import InstitutionalItem, ItemHousehold
from tests.factories.archives import make_bureau
from tests.factories.households import make_household
from tests.people import COUNTY, FENGSHOU, MINQIANG, SHELI, People

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _bureau(people: People) -> None:
    make_bureau()


def picture(shade: int) -> DigitalObject:
    content = io.BytesIO()
    Image.new("L", (60, 80), shade).save(content, "PNG")
    content.seek(0)
    return register(receive(content, "photo.png")).object


def filed(people: People, series: str = "ZD2", **changes: object) -> InstitutionalItem:
    asked: dict[str, object] = {"title": "公示批次", "division_code": SHELI, "dated": DAY, "page_count": 1}
    with transaction.atomic():
        entry = InstitutionalEntry(series=series, **(asked | changes))  # type: ignore[arg-type]
        return file_institutional(actor=people.handler, entry=entry)


def test_items_are_numbered_by_series_and_year(people: People) -> None:
    codes = [filed(people, dated=day).reference_code for day in (DAY, DAY, date(2025, 3, 1))]
    assert codes == [
        "J035-ZY·DB·ZD2·2026·D30·105-0001",
        "J035-ZY·DB·ZD2·2026·D30·105-0002",
        "J035-ZY·DB·ZD2·2025·D30·105-0001",
    ]
    volume = InstitutionalItem.objects.latest("filed_at").volume
    assert (volume.series.code, volume.series.name) == ("ZY·DB·ZD2", "公示监管制度")
    assert AuditEntry.objects.filter(action="file_institutional").count() == 3


def test_an_act_adds_to_its_own_item(people: People) -> None:
    first, second = make_household("王德贵"), make_household("李秀兰")
    one = filed(people, cause="notice:1", page_count=None, objects=[picture(10)], households=[first.pk])
    more = {"objects": [picture(10), picture(200)], "households": [first.pk, second.pk]}
    same = filed(people, cause="notice:1", page_count=None, **more)
    assert same == one
    assert [page.number for page in same.pages.all()] == [1, 2]
    same.volume.refresh_from_db()
    assert (same.page_count, same.volume.item_count, same.volume.page_count) == (2, 1, 2)
    assert set(ItemHousehold.objects.values_list("household_id", flat=True)) == {first.pk, second.pk}


def test_a_series_of_the_settings_takes_items(people: People) -> None:
    Series.objects.create(code="ZY·DB·ZD9", name="资金发放监管", arrangement="item", retention="D10")
    assert filed(people, "ZD9", division_code=MINQIANG).reference_code == "J035-ZY·DB·ZD9·2026·D10·105-0001"


def test_what_cannot_be_filed_is_refused(people: People) -> None:
    for series, refusal in (("ZD8", NoSuchSeries), ("SP", SeriesOfFiles)):
        with pytest.raises(refusal):
            filed(people, series)
    with pytest.raises(NothingInItem):
        filed(people, page_count=None)
    for place in (FENGSHOU, COUNTY):
        with pytest.raises(NotVisible):
            filed(people, division_code=place)
