"""报送清单 (F47, M47), made by the act that reports a case to the county: what goes with it, and what was published."""

from __future__ import annotations

from hudang.accounts.models import User
from hudang.archives.models import Item
from hudang.casework.actions.paper_making import make_case_paper
from hudang.casework.models import Case, NoticeBatch, Objection
from hudang.casework.queries.told import told_opinions
from hudang.forms.models import Paper
from hudang.forms.queries.offices import office_name
from hudang.kernel import clock
from hudang.kernel.division_codes import county_code


def make_report_list(actor: User, case: Case, words: str) -> Paper:
    """Make the list of the items that lie in the pouch when the case goes to the county."""
    items = Item.objects.filter(file=case.file, annulled_on=None) if case.file else Item.objects.none()
    found = list(items.select_related("material").order_by("number"))
    rows = [
        {"number": item.number, "material": item.material.name, "title": item.title, "pages": item.page_count}
        for item in found
    ]
    data = {
        "applicant": case.applicant_name,
        "case_number": case.number,
        "reported_to": office_name(county_code(case.village_code)),
        "reported_on": clock.today(),
        "published": _published(case),
        "opinion": words or told_opinions(case).words or "经初审符合条件，同意报送。",
        "papers": rows,
        "items": len(rows),
        "pages": sum(item.page_count for item in found),
        "handler": actor.display_name,
    }
    return make_case_paper(actor, case, "F47", data)


def _published(case: Case) -> str:
    if case.exempt:
        return "依规定免公示"
    batch = NoticeBatch.objects.filter(entries__case=case, state__in=["closed", "posted"]).order_by("-pk").first()
    days = f"{batch.starts_on} 至 {batch.ends_on} 公示" if batch else "没有公示记录"
    answered = Objection.objects.filter(case=case).count()
    return f"{days}，有异议 {answered} 条，已查明答复" if answered else f"{days}，无异议"
