"""Cases on notice, reported and decided, brought there by the acts of everybody concerned."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

from hudang.casework.actions.county import take_up
from hudang.casework.actions.examining import pass_examination, report
from hudang.casework.actions.notices import Posting, close_notice, photograph_notice, post_notice, prepare_notice
from hudang.casework.actions.offices import OfficeForm, enter_office
from hudang.casework.models import Case, NoticeBatch
from hudang.kernel import clock
from tests.factories.again import again
from tests.factories.archives import make_bureau
from tests.factories.investigations import parameters, to_examine
from tests.factories.scans import drawing, png
from tests.people import COUNTY, People

PHONE = "0436-5222001"
OFFICE = OfficeForm("0436-5220001", PHONE, "舍力镇便民服务中心社会救助窗口")


@again
def ready(people: People) -> None:
    """Let the county have its fonds, its parameters and the words of its papers."""
    make_bureau()
    parameters()
    enter_office(actor=people.county_handler, division_code=COUNTY, form=OFFICE)


@again
def on_notice(people: People, declared: dict[str, Any] | None = None, **more: Any) -> Case:
    """A case that passed examination; needs ``ready``."""
    case = to_examine(people.handler, declared, **more)
    return pass_examination(actor=people.township_head, number=case.number, opinion="符合条件，同意公示")


def posted(people: People, *cases: Case) -> NoticeBatch:
    """A notice with these cases, hung up today."""
    batch = prepare_notice(
        actor=people.handler,
        village_code=cases[0].village_code,
        numbers=[case.number for case in cases],
        telephone=PHONE,
        starts_on=clock.today(),
    )
    posting = Posting("村部公示栏", "协理员甲", clock.today())
    return post_notice(actor=people.handler, number=batch.number, posting=posting)


def photograph(people: People, batch: NoticeBatch, *, last: bool) -> None:
    """Take the photo of the first or last day today."""
    photo = io.BytesIO(png(drawing("last" if last else "first")))
    photograph_notice(actor=people.assistant, number=batch.number, last=last, photo=photo, name="公示.png")


def published(people: People, batch: NoticeBatch) -> None:
    """Let the days of a notice pass and close it; the clock stands where it stood afterwards."""
    begun = clock.now()
    photograph(people, batch, last=False)
    with clock.frozen(begun + timedelta(days=7)):
        photograph(people, batch, last=True)
    with clock.frozen(begun + timedelta(days=8)):
        close_notice(actor=people.handler, number=batch.number)


@again
def at_county(people: People, declared: dict[str, Any] | None = None, **more: Any) -> Case:
    """A case that the county has taken up today, after a notice that was hung up ten days ago."""
    with clock.frozen(clock.now() - timedelta(days=10)):
        case = on_notice(people, declared, **more)
        published(people, posted(people, case))
    report(actor=people.handler, number=case.number)
    return take_up(actor=people.county_handler, number=case.number)
