"""The words of an office on its papers."""

from __future__ import annotations

import pytest

from hudang.casework.actions.offices import OfficeForm, enter_office
from hudang.casework.errors import OfficeUnknown
from hudang.casework.queries.offices import office_words
from hudang.kernel.errors import InvalidInput, NotAllowed, NotVisible
from tests.people import COUNTY, FENGSHOU, MINQIANG, SHELI, XINTIAN, People

FORM = OfficeForm("0436-5220001", "0436-5222001", "舍力镇便民服务中心")


def test_without_words_no_paper(people: People) -> None:
    with pytest.raises(OfficeUnknown, match="舍力镇"):
        office_words(MINQIANG)


def test_the_law_names_where_to_turn(people: People) -> None:
    enter_office(actor=people.handler, division_code=SHELI, form=FORM)
    words = office_words(MINQIANG)
    assert (words.reconsideration, words.court) == ("大安市人民政府", "大安市人民法院")
    enter_office(
        actor=people.county_handler,
        division_code=COUNTY,
        form=OfficeForm("0436-5220009", "0436-5220008", "市民政局", court="白城铁路运输法院", payday="每月 5 日前"),
    )
    assert office_words(MINQIANG).court == "白城铁路运输法院"
    assert office_words(MINQIANG).telephone == "0436-5220001"
    assert office_words(XINTIAN).telephone == "0436-5220009"


def test_wrong_number_wrong_place_wrong_post(people: People) -> None:
    with pytest.raises(InvalidInput) as refused:
        enter_office(actor=people.handler, division_code=SHELI, form=OfficeForm("12", "", ""))
    assert set(refused.value.fields) == {"telephone", "supervision", "place"}
    with pytest.raises(NotVisible):
        enter_office(actor=people.handler, division_code=FENGSHOU, form=FORM)
    with pytest.raises(NotAllowed):
        enter_office(actor=people.auditor, division_code=SHELI, form=FORM)
