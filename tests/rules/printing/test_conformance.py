"""Every paper, alone and bound with thousands of others, is PDF/A-2b with embedded fonts."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from hudang.printing import rendering
from hudang.printing.papers import Paper
from hudang.printing.rendering import render_many
from hudang.printing.sheets import Stock
from hudang.printing.vocabulary import LabelStock, SpineStock
from tests.rules.printing.pdf_checks import pdfa_faults
from tests.rules.printing.samples import DOCUMENT, EVERY_KIND, item_list, label, print_set, render, spine


@pytest.mark.parametrize("paper", EVERY_KIND.values(), ids=EVERY_KIND.keys())
def test_each_paper_conforms(paper: Paper) -> None:
    assert pdfa_faults(render([paper], DOCUMENT)) == []


@pytest.mark.parametrize("stock", [Stock(LabelStock.SINGLE, SpineStock.A3), Stock()])
def test_each_stock_conforms(stock: Stock) -> None:
    assert pdfa_faults(render([label(), label(8), spine(), spine(20)], DOCUMENT, stock=stock)) == []


def test_bound_parts_conform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "_LINES_A_BATCH", 40)
    target = tmp_path / "set.pdf"
    rendered = render_many(print_set(8, 12), target, DOCUMENT)
    assert pdfa_faults(target) == []
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) == rendered.pages
        assert str(pdf.docinfo["/Title"]) == DOCUMENT.title


def test_the_same_papers_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    papers = [label(), item_list(), *(label(number) for number in range(30))]
    assert render(papers, DOCUMENT) == render(papers, DOCUMENT)
    monkeypatch.setattr(rendering, "_LINES_A_BATCH", 30)
    assert render(papers, DOCUMENT) == render(papers, DOCUMENT)


def test_the_check_sees_a_font_that_is_not_embedded_and_a_script(tmp_path: Path) -> None:
    made = tmp_path / "bad.pdf"
    made.write_bytes(render([label()], DOCUMENT))
    with pikepdf.open(made, allow_overwriting_input=True) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/FontFile3" in thing:
                del thing["/FontFile3"]
        pdf.Root.OpenAction = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))
        del pdf.Root.OutputIntents
        pdf.save(made)
    faults = " ".join(pdfa_faults(made))
    assert "is not embedded" in faults
    assert "/JS" in faults
    assert "6.2.3" in faults
