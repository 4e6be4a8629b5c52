"""测验: a paper begun, answered, and looked at again with what was right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from hudang.training.actions.learning import hand_in, open_test
from hudang.training.queries import courses as queries
from hudang.training.rules.papers import mark
from hudang.training.rules.questions import BLANK, choices_of, told
from hudang.training.vocabulary import LETTERS, QUESTION_KIND_LABELS, QuestionKind, TestState
from hudang.web.shared.door import SignedInRequest, door

if TYPE_CHECKING:
    from django.http import QueryDict

    from hudang.training.models import Test

_LONGEST = 100


@door(methods=("POST",))
def begin(request: SignedInRequest, code: str) -> HttpResponse:
    """Open the user's test of a course, or draw him one."""
    return redirect("training:test", open_test(actor=request.user, code=code).pk)


@door(methods=("GET", "POST"))
def test(request: SignedInRequest, test_id: int) -> HttpResponse:
    """Show a paper; sent, it is marked."""
    found = queries.test_for(request.user, test_id)
    if request.method == "POST":
        hand_in(actor=request.user, test_id=test_id, answers=_answers(found.paper, request.POST))
        return redirect("training:test", test_id)
    if found.state == TestState.OPEN:
        return render(request, "training/test.html", {"test": found, "questions": _asked(found.paper)})
    (progress,) = queries.progress_of(request.user, [found.course])
    context = {"test": found, "lines": _marked(found), "progress": progress}
    return render(request, "training/test_result.html", context)


def _answers(paper: list[dict[str, Any]], posted: QueryDict) -> list[list[int | str]]:
    """Return the answers in the order of the paper; what names no option is no answer."""
    given: list[list[int | str]] = []
    for number, question in enumerate(paper):
        sent = posted.getlist(f"q{number}")
        if question["kind"] == QuestionKind.FILL_IN:
            given.append([text.strip()[:_LONGEST] for text in sent[:1] if text.strip()])
        else:
            count = len(choices_of(question["kind"], question["options"]))
            given.append([int(place) for place in sent if place.isdecimal() and int(place) < count])
    return given


def _asked(paper: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "name": f"q{number}",
            "number": number + 1,
            "kind": QUESTION_KIND_LABELS[QuestionKind(question["kind"])],
            "text": question["text"].replace(BLANK, "＿＿＿＿"),
            "blank": question["kind"] == QuestionKind.FILL_IN,
            "several": question["kind"] == QuestionKind.MULTIPLE,
            "choices": _lettered(question),
        }
        for number, question in enumerate(paper)
    ]


def _lettered(question: dict[str, Any]) -> list[tuple[int, str, str]]:
    shown = choices_of(question["kind"], question["options"])
    letters = "　　" if question["kind"] == QuestionKind.TRUE_FALSE else LETTERS
    return [(place, letters[place].strip(), text) for place, text in enumerate(shown)]


def _marked(test: Test) -> list[dict[str, Any]]:
    right = mark(test.paper, test.answers).right
    given = [*test.answers, *([] for _ in test.paper)]
    return [
        {
            **asked,
            "right": well,
            "given": told(question["kind"], question["options"], answer) or "未作答",
            "wanted": told(question["kind"], question["options"], question["answer"]),
            "explanation": question["explanation"],
        }
        for asked, question, answer, well in zip(_asked(test.paper), test.paper, given, right, strict=False)
    ]
