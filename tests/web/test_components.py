"""The components of the pages: what they show, how they are tied together, and that none breaks the CSP."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from hudang.web.templatetags import figures, formats

WEB = Path(__file__).resolve().parents[2] / "hudang" / "web"


def render(source: str, path: str = "/households/", **context: object) -> str:
    """Render a piece of template as on a page with that address."""
    request = RequestFactory().get(path)
    return Template("{% load components formats %}" + source).render(Context({"request": request, **context}))


class Filters(forms.Form):
    village = forms.ChoiceField(label="村", required=False, choices=[("", "全部"), ("201", "民乐村")])
    lacking = forms.BooleanField(label="只看缺件", required=False)


class Member(forms.Form):
    name = forms.CharField(label="姓名", help_text="与身份证一致")
    sex = forms.ChoiceField(label="性别", choices=[("1", "男"), ("2", "女")], widget=forms.RadioSelect)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Decimal("1234.50"), "1,234.5"), (0, "0"), (None, "—"), ("", "—"), (Decimal("735"), "735"), (20, "20")],
)
def test_an_amount_has_separators_and_no_needless_zeros(value: object, shown: str) -> None:
    assert formats.yuan(value) == shown


def test_dates_and_sizes_are_written_as_in_the_office() -> None:
    assert formats.day(date(2026, 3, 5)) == "2026-03-05"
    assert formats.cnday(date(2026, 3, 5)) == "2026年3月5日"
    assert formats.moment(datetime(2026, 3, 5, 6, 2, tzinfo=UTC)) == "2026-03-05 14:02"
    assert formats.filesize(2_500_000) == "2.4 MB"
    assert formats.filesize(0) == "0 B"
    assert formats.percent(Decimal("0.999")) == "99%"


def test_only_a_full_share_is_called_complete() -> None:
    assert figures.share(1999, 2000) == 99
    assert figures.share(0, 0) == 100
    assert [figures.level(percent) for percent in (None, 0, 40, 75, 99, 100)] == [
        "none",
        "low",
        "some",
        "most",
        "most",
        "ok",
    ]


def test_a_header_sorts_up_then_down_and_keeps_the_filters() -> None:
    first = render('{% sort_header "户主" "head" %}', "/households/?village=201&page=3")
    assert "?village=201&amp;sort=head" in first
    assert "aria-sort" not in first
    second = render('{% sort_header "户主" "head" %}', "/households/?sort=head")
    assert 'aria-sort="ascending"' in second
    assert "?sort=-head" in second


def test_chips_name_what_narrows_the_list_and_take_it_away() -> None:
    path = "/households/?village=201&lacking=on&sort=head&page=2"
    form = Filters(RequestFactory().get(path).GET)
    page = render("{% filter_bar form %}{% endfilter_bar %}", path, form=form)
    assert "村：民乐村" in re.sub(r"<[^>]+>", "", page)
    assert 'href="?lacking=on&amp;sort=head"' in page
    assert 'href="?sort=head">清除' in page
    assert '<input type="hidden" name="sort" value="head">' in page
    assert 'name="page"' not in page


def test_a_filter_that_is_not_valid_has_no_chip() -> None:
    form = Filters(RequestFactory().get("/?village=999").GET)
    assert "filter-chip" not in render("{% filter_bar form %}{% endfilter_bar %}", "/?village=999", form=form)


def test_the_pager_shows_the_total_and_keeps_the_filters() -> None:
    page = Paginator(range(2013), 25).page(6)
    shown = render('{% pager page unit="户" %}', "/households/?village=201&page=6", page=page)
    assert "共 <b>2,013</b> 户" in shown
    assert 'href="?village=201&amp;page=7" rel="next"' in shown
    assert 'aria-current="page">6' in shown


def test_a_field_is_tied_to_its_help_and_error() -> None:
    form = Member({"name": "", "sex": "2"})
    shown = render("{% field form.name %}", form=form)
    assert 'aria-describedby="id_name-error id_name-help"' in shown
    assert 'id="id_name-error"' in shown
    assert 'id="id_name-help"' in shown
    assert 'aria-invalid="true"' in shown


def test_a_group_of_choices_is_a_fieldset() -> None:
    shown = render("{% field form.sex %}", form=Member())
    assert "<fieldset" in shown
    assert "<legend>性别" in shown


def test_errors_are_summed_up_with_links_only_after_sending() -> None:
    assert render("{% form_errors form %}", form=Member()).strip() == ""
    shown = render("{% form_errors form %}", form=Member({}))
    assert "有 2 处需要改正" in shown
    assert 'href="#id_name"' in shown


def test_text_of_users_is_escaped_everywhere() -> None:
    evil = "<b onclick=x>"
    pieces = (
        '{% status "ok" evil %}{% chip evil %}{% fact evil evil %}{% crumb evil evil %}{% stat evil 1 evil %}'
        "{% card evil note=evil %}x{% endcard %}{% empty evil %}x{% endempty %}{% reveal url=evil text=evil label=evil %}"
        '{% notice "info" evil %}x{% endnotice %}{% dialog "d" evil %}x{% enddialog %}{% spine evil evil evil %}'
    )
    assert "<b onclick" not in render(pieces, evil=evil)


def test_a_wrapper_vanishes_around_nothing() -> None:
    assert render('{% wrap "p" "x" %}  {% endwrap %}') == ""
    assert render('{% wrap "nav" "x" label="位置" inner="ol" %}<li>a</li>{% endwrap %}') == (
        '<nav class="x" aria-label="位置"><ol><li>a</li></ol></nav>'
    )


def test_a_tone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError):
        render('{% status "green" "齐全" %}')


def test_progress_asks_again_only_while_running() -> None:
    tag = '{{% job_progress url="/jobs/1/" text="正在写入" done=1 total=2 {} %}}{{% endjob_progress %}}'
    assert 'hx-trigger="every 1s"' in render(tag.format(""))
    assert "hx-trigger" not in render(tag.format("finished=True"))
    assert "hx-trigger" not in render(tag.format("failed=True"))


def test_every_icon_that_a_template_names_is_drawn() -> None:
    drawn = set(re.findall(r'id="([a-z-]+)"', (WEB / "static/hudang/icons.svg").read_text()))
    named = {
        name for path in WEB.rglob("*.html") for name in re.findall(r'(?:{% icon |icon=)"([a-z-]+)"', path.read_text())
    }
    assert named - drawn == set()


@pytest.mark.parametrize("path", sorted((WEB / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_no_template_needs_inline_style_or_script(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|hx-on|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
