"""单独保密: where an exempt case, its household and its file lie, so that only those who are named meet them anywhere.

What may be seen is decided by one code, that of the village. So an exempt case leaves its village for a place of its own
that lies in no township, and that place is confided to the named county staff one by one (吉林省办法第十八条、第二十一条).
"""

from __future__ import annotations

from hudang.accounts.actions.confiding import confide
from hudang.accounts.models import User
from hudang.archives.actions.moving import move_household
from hudang.archives.actions.setting_aside import set_aside
from hudang.archives.numbering import Numbers
from hudang.archives.queries.schemes import by_hand_classes
from hudang.archives.rules.keeping import Access
from hudang.casework.errors import NotYet
from hudang.casework.models import Case, CaseReader
from hudang.forms.actions.reserving import reserve_papers
from hudang.households.vocabulary import SUPPORTED_STATES
from hudang.kernel import clock
from hudang.kernel.division_codes import apart_code, county_code, is_apart

WHY = "依规定单独保密"


def keep_apart(actor: User, case: Case) -> None:
    """Give an exempt case its place, confide it to its readers, and take household and papers there."""
    if not is_apart(case.village_code):
        case.home_village, case.village_code = case.village_code, _next_place(case.village_code)
        case.by_township = False
    named = [reader.user for reader in CaseReader.objects.filter(case=case).select_related("user")]
    confide(actor=actor, users=named, place=case.village_code)
    reserve_papers(case_reference=case.number, readers=named, place=case.village_code)
    take_apart(actor, case)


def _next_place(village_code: str) -> str:
    county = county_code(village_code)
    key = f"apart:{county}"
    numbers = Numbers([key])
    number = numbers.next(key)
    numbers.save()
    return apart_code(county, number)


def take_apart(actor: User, case: Case) -> None:
    """Let a household that is registered in a village follow its exempt case, with its pouches."""
    household = case.household
    if household is None or not case.exempt or household.village_code == case.village_code:
        return
    if household.state in SUPPORTED_STATES:
        move_household(
            actor=actor,
            code=household.code,
            version=None,
            village_code=case.village_code,
            on=clock.today(),
            reason=WHY,
            by_case=case.number,
        )
        household.refresh_from_db()


def isolate(actor: User, case: Case) -> None:
    """Put the file of an exempt case into the class that is kept apart, so that its papers open to nobody else.

    Raises ``NotYet`` where the county's scheme has no such class.
    """
    apart = next((each for each in by_hand_classes(clock.today()) if each.access == Access.SECRET), None)
    if apart is None:
        raise NotYet(act="单独保密", why="现行分类方案没有“只由人归入”的秘密类，请先在设置里增加。")
    if case.file is not None and case.file.scheme_class_id != apart.pk:
        set_aside(actor=actor, file_id=case.file.pk, class_id=apart.pk, reason=WHY)
