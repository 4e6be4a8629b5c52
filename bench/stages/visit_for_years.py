"""Visit one household every month for years by the product's own acts, and time the pages that tell of it."""

from __future__ import annotations

import io
import sys
import uuid
from datetime import date, datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from bench.measuring import give, say
from bench.stages.time_pages import Page, ask, measure, p95, signed_in
from hudang.accounts.actions.console import acting_user
from hudang.accounts.models import User
from hudang.archives.models import Item, Pouch
from hudang.households.models import Household, HouseholdMember
from hudang.kernel import clock
from hudang.recertification.actions.planning import plan_county, plan_households
from hudang.recertification.actions.shipping import enter_shipped_rules
from hudang.recertification.actions.visit_checking import accept_visit
from hudang.recertification.actions.visit_parts import add_photo
from hudang.recertification.actions.visiting import save_visit, start_visit, submit_visit
from hudang.recertification.models import RecertificationTask, Standing, Visit
from hudang.recertification.queries.visit_content import content_of

_MONTHLY, _HANDLER, _HEAD = "D-B", "sheli", "shelifuze"
# after so many calls in a row a visit at home is due
_CALLS = 3
_FIRST_YEAR = 12
_FOUND = {
    "seen": "yes",
    "food": "2",
    "clothes": "2",
    "house": "2",
    "warmth": "2",
    "health_change": "无",
    "carer": "本人自理",
    "difference": "0",
    "difference_reason": "1",
    "recheck": "no",
}


def at(day: date) -> datetime:
    """Return the morning of a day."""
    return datetime(day.year, day.month, day.day, 10, tzinfo=clock.CHINA)


def months(years: int) -> list[date]:
    """Return the tenth of each month of the years before this month."""
    today = clock.today()
    last = today.year * 12 + today.month - 1
    return [date(n // 12, n % 12 + 1, 10) for n in range(last - years * 12, last)]


def chosen(maker: User, since: date) -> tuple[Household, int | None]:
    """Return a household of the township to visit every month, as if it had been there all these years."""
    plan_county(actor=acting_user(None), county_code=maker.division_code[:6])
    rows = Standing.objects.filter(rule_code=_MONTHLY, household__village_code__startswith=maker.scope)
    found = rows.select_related("household").order_by("-household__declared_size", "pk")[0]
    HouseholdMember.objects.filter(household=found.household).update(since=since)
    for model in (RecertificationTask, Standing):
        model.objects.filter(household=found.household).delete()
    return found.household, found.person_id


def visited(maker: User, checker: User, household: Household, person: int | None, number: int) -> None:
    """Let a visit be made, handed in and accepted."""
    home = number % (_CALLS + 1) == _CALLS
    today = clock.today()
    visit = start_visit(
        actor=maker,
        key=uuid.uuid4(),
        household_code=household.code,
        method="HOME" if home else "PHONE",
        person_id=person,
    )
    values = content_of(visit) | _FOUND | {"visited_at": f"{today} 09:00", "until": "09:30"}
    values["received"] = values.setdefault("due", "405")
    values |= {"subject_signature": "on_paper"} if home else {"phone": "13904360001", "checked": ["1", "2", "3"]}
    save_visit(actor=maker, key=visit.key, values=values)
    if home:
        picture = io.BytesIO()
        Image.new("RGB", (640, 480), (number, number, number)).save(picture, "JPEG")
        picture.seek(0)
        add_photo(actor=maker, visit_key=visit.key, key=uuid.uuid4(), content=picture, name="1.jpg", what="门牌")
    submit_visit(actor=maker, key=visit.key)
    accept_visit(actor=checker, key=visit.key)


def queries(page: Page) -> int:
    """Return how many queries a page asks when it is opened a second time: the first notes that its reader is there."""
    ask(page)
    with CaptureQueriesContext(connection) as asked:
        ask(page)
    return len(asked)


def pages_of(household: Household) -> list[Page]:
    """Return the pages that tell of what was done with a household."""
    pouch = Pouch.objects.filter(household=household)[0]
    contacts = f"/visits/household/{household.code}/contacts/"
    addresses = {
        "household": f"/households/{household.code}/",
        "contacts": contacts,
        "contacts_last": f"{contacts}?page=9999",
        "history": f"/households/{household.code}/history/",
        "forms": f"/forms/?household={household.code}",
        "pouch": f"/pouches/{pouch.pk}/",
    }
    cookie = signed_in(_HANDLER)
    return [Page(name, _HANDLER, address, cookie) for name, address in addresses.items()]


def main() -> None:
    """Visit and measure."""
    days, requests = months(int(sys.argv[1])), int(sys.argv[2])
    maker, checker = acting_user(_HANDLER), acting_user(_HEAD)
    enter_shipped_rules(days[0])
    household, person = chosen(maker, days[0])
    pages = pages_of(household)
    before: dict[str, int] = {}
    for number, day in enumerate(days):
        with clock.frozen(at(day)):
            plan_households([household.pk], household.village_code[:6], day)
            visited(maker, checker, household, person, number)
        before = before or ({page.name: queries(page) for page in pages} if number + 1 == _FIRST_YEAR else {})
    after = {page.name: queries(page) for page in pages}
    for page in pages:
        measure(page, requests)
        say(
            f"{page.name:<14} p95 {p95(page.clock):7.1f} ms   processor p95 {p95(page.processor):7.1f} ms   "
            f"{after[page.name]} queries   {page.kilobytes:6.1f} KB"
        )
    give(
        {
            "pages": {page.name: round(p95(page.clock), 1) for page in pages},
            "processor": {page.name: round(p95(page.processor), 1) for page in pages},
            "queries": after,
            "more_queries": max(after[name] - before[name] for name in after),
            "visits": Visit.objects.filter(household=household).count(),
            "items": Item.objects.filter(file__household=household).count(),
        }
    )


if __name__ == "__main__":
    main()
