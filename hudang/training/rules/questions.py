"""Questions: what makes one complete, and whether an answer is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hudang.kernel.text import half_width, remove_spaces
from hudang.training.vocabulary import LETTERS, TRUE_FALSE, QuestionKind

BLANK = "____"
_MOST_OPTIONS = len(LETTERS)
_LONGEST = 500


@dataclass(frozen=True)
class QuestionDraft:
    """A question as written. ``answer`` holds places of options (from 0), or the texts that fill the blank."""

    kind: str
    text: str
    options: Sequence[str] = ()
    answer: Sequence[int | str] = ()
    explanation: str = ""
    key: str = ""


@dataclass
class _Faults:
    found: dict[str, str] = field(default_factory=dict)

    def say(self, name: str, sentence: str) -> None:
        """Keep the first fault of a field."""
        self.found.setdefault(name, sentence)


def question_faults(draft: QuestionDraft) -> dict[str, str]:
    """Return what is wrong with a question, by field, in Chinese; nothing when it can be asked."""
    faults = _Faults()
    if draft.kind not in set(QuestionKind):
        faults.say("kind", "请选择题型。")
        return faults.found
    if not draft.text.strip():
        faults.say("text", "请填写题目。")
    if len(draft.text) > _LONGEST or len(draft.explanation) > _LONGEST:
        faults.say("text", f"题目和解析各不超过 {_LONGEST} 字。")
    kind = QuestionKind(draft.kind)
    if kind is QuestionKind.FILL_IN:
        _check_blank(draft, faults)
    else:
        if kind is not QuestionKind.TRUE_FALSE:
            _check_options(draft, faults)
        _check_places(draft, kind, faults)
    return faults.found


def _check_blank(draft: QuestionDraft, faults: _Faults) -> None:
    if BLANK not in draft.text:
        faults.say("text", f"填空题请在要填写的地方写四个下划线“{BLANK}”。")
    if draft.text.count(BLANK) > 1:
        faults.say("text", "一道填空题只留一个空，多个空请分成几道题。")
    if not [each for each in draft.answer if str(each).strip()]:
        faults.say("answer", "请填写正确答案；有几种写法的，每行写一种。")


def _check_options(draft: QuestionDraft, faults: _Faults) -> None:
    options = [option.strip() for option in draft.options]
    if len(options) < 2 or not all(options):
        faults.say("options", "请至少写两个选项，每行一个。")
    if len(options) > _MOST_OPTIONS:
        faults.say("options", f"选项最多 {_MOST_OPTIONS} 个。")
    if len(set(options)) != len(options):
        faults.say("options", "有相同的选项，请修改。")


def _check_places(draft: QuestionDraft, kind: QuestionKind, faults: _Faults) -> None:
    count = len(TRUE_FALSE) if kind is QuestionKind.TRUE_FALSE else len(draft.options)
    places = set(draft.answer)
    if not places:
        faults.say("answer", "请指明正确答案。没有正确答案的题不能入库。")
    elif not all(isinstance(place, int) and 0 <= place < count for place in places):
        faults.say("answer", "正确答案不在选项之内，请重选。")
    elif kind is QuestionKind.MULTIPLE and len(places) < 2:
        faults.say("answer", "多选题至少有两个正确答案；只有一个的，请改为单选题。")
    elif kind is not QuestionKind.MULTIPLE and len(places) > 1:
        faults.say("answer", "单选题和判断题只能有一个正确答案。")


def choices_of(kind: str, options: Sequence[str]) -> Sequence[str]:
    """Return what can be chosen: the options, or 对 and 错."""
    return TRUE_FALSE if kind == QuestionKind.TRUE_FALSE else options


def is_right(kind: str, wanted: Sequence[int | str], given: Sequence[int | str]) -> bool:
    """Tell whether an answer is right: all right options and no other, or one of the texts that count."""
    if kind == QuestionKind.FILL_IN:
        return bool(given) and _plain(str(given[0])) in {_plain(str(each)) for each in wanted}
    return bool(given) and set(given) == set(wanted)


def _plain(text: str) -> str:
    return remove_spaces(half_width(text)).strip("。，,.;；").lower()


def told(kind: str, options: Sequence[str], answer: Sequence[int | str]) -> str:
    """Return an answer in words: A、C, 对, or the text."""
    if kind == QuestionKind.FILL_IN:
        return str(answer[0]) if answer else ""
    if kind == QuestionKind.TRUE_FALSE:
        return "".join(TRUE_FALSE[int(place)] for place in answer)
    return "、".join(LETTERS[int(place)] for place in sorted(int(place) for place in answer))
