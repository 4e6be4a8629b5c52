"""The condition of a rule: a small, safe language over the documented variables, judged and explained.

``age >= elder_age and disability_valid``; for households ``any(…)``, ``all(…)`` and ``count(…)`` ask the covered
members. What is not registered is neither true nor false: nobody comes under a rule by what is not known. Only
comparisons, ``and``, ``or``, ``not``, ``in`` and the three functions exist: nothing can be called or reached beyond.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from hudang.recertification.errors import UnreadableRule
from hudang.recertification.rules.variables import VARIABLES, Kind, Of, Value, Variable
from hudang.recertification.vocabulary import Scope

_LONGEST = 1000
_DEEPEST = 12


@dataclass(frozen=True)
class Subject:
    """Who is judged: the household's variables, those of its covered members, and the person meant, if one is."""

    household: Mapping[str, Value]
    members: Sequence[Mapping[str, Value]] = ()
    person: Mapping[str, Value] | None = None


@dataclass(frozen=True)
class Said:
    """One comparison in words, and how it came out (``None``: not registered)."""

    text: str
    holds: bool | None


Judge = Callable[[Subject], bool | None]
Explain = Callable[[Subject], list[Said]]


@dataclass(frozen=True)
class Condition:
    """A readable condition: ``judge`` tells whether a subject meets it, ``explain`` why."""

    text: str
    judge: Judge
    explain: Explain

    def holds(self, subject: Subject) -> bool:
        """Tell whether the subject meets the condition; what is not known does not."""
        return self.judge(subject) is True


@dataclass(frozen=True)
class _Term:
    """A value in a comparison: a variable, a constant or a count."""

    read: Callable[[Subject], Value]
    say: Callable[[Subject], str]
    label: str
    variable: Variable | None = None
    constant: Value = None
    constants: tuple[Value, ...] | None = None


_COMPARED: dict[type[ast.cmpop], tuple[str, Callable[[float, float], bool]]] = {
    ast.Eq: ("等于", lambda a, b: a == b),
    ast.NotEq: ("不等于", lambda a, b: a != b),
    ast.Lt: ("小于", lambda a, b: a < b),
    ast.LtE: ("不超过", lambda a, b: a <= b),
    ast.Gt: ("大于", lambda a, b: a > b),
    ast.GtE: ("不小于", lambda a, b: a >= b),
}
_ORDERED = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_FUNCTIONS = {"any": "有成员", "all": "每个成员都", "count": "符合的成员数"}


@cache
def read_condition(text: str, scope: Scope) -> Condition:
    """Return the condition that a text says of a person or of a household.

    Raises ``UnreadableRule`` with the reason: unknown names, codes that do not exist, anything outside the language.
    """
    if len(text) > _LONGEST:
        raise UnreadableRule(why=f"太长，最多 {_LONGEST} 个字。")
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise UnreadableRule(why="写法不对，请检查括号、引号和运算符。") from error
    reader = _Reader(of_person=scope == Scope.PERSON)
    judge, explain = reader.condition(tree.body, 0)
    return Condition(text.strip(), judge, explain)


class _Reader:
    """Turns the syntax tree into functions; ``of_person`` tells whether a person's variables may be asked here."""

    def __init__(self, of_person: bool) -> None:
        self.of_person = of_person

    def condition(self, node: ast.expr, depth: int) -> tuple[Judge, Explain]:
        if depth > _DEEPEST:
            raise UnreadableRule(why="括号套得太深。")
        if isinstance(node, ast.BoolOp):
            return self._both(node, depth)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return self._not(node, depth)
        if isinstance(node, ast.Compare):
            return self._compare(node)
        if isinstance(node, ast.Call):
            return self._members(node, depth)
        if isinstance(node, ast.Name):
            return self._flag(node)
        if isinstance(node, ast.Constant) and isinstance(node.value, bool):
            value = node.value
            return (lambda s: value), (lambda s: [Said("全部在保对象" if value else "不含任何对象", value)])
        raise UnreadableRule(why=f"“{ast.unparse(node)}”不是判断。")

    def _both(self, node: ast.BoolOp, depth: int) -> tuple[Judge, Explain]:
        parts = [self.condition(each, depth + 1) for each in node.values]
        judges = [judge for judge, _ in parts]
        decisive = isinstance(node.op, ast.Or)

        def judge(subject: Subject) -> bool | None:
            unknown = False
            for each in judges:
                found = each(subject)
                if found is decisive:
                    return decisive
                unknown = unknown or found is None
            return None if unknown else not decisive

        return judge, lambda s: [said for _, explain in parts for said in explain(s)]

    def _not(self, node: ast.UnaryOp, depth: int) -> tuple[Judge, Explain]:
        inner, explain = self.condition(node.operand, depth + 1)

        def judge(subject: Subject) -> bool | None:
            found = inner(subject)
            return None if found is None else not found

        def told(subject: Subject) -> list[Said]:
            words = "；".join(each.text for each in explain(subject))
            return [Said(f"不属于（{words}）", judge(subject))]

        return judge, told

    def _flag(self, node: ast.Name) -> tuple[Judge, Explain]:
        term = self._name(node)
        if term.variable is None or term.variable.kind != Kind.YES_NO:
            raise UnreadableRule(why=f"“{node.id}”不是“是或否”，请写明和什么比较。")

        def judge(subject: Subject) -> bool | None:
            found = term.read(subject)
            return None if found is None else bool(found)

        return judge, lambda s: [Said(f"{term.label}：{term.say(s)}", judge(s))]

    def _members(self, node: ast.Call, depth: int) -> tuple[Judge, Explain]:
        name, inner = self._function(node, depth)
        if name == "count":
            raise UnreadableRule(why="count(…) 是人数，请写明和几比较。")
        every = name == "all"

        def judge(subject: Subject) -> bool | None:
            found = [inner.judge(Subject(subject.household, (), each)) for each in subject.members]
            if every:
                return None if None in found and False not in found else all(found)
            return True if True in found else (None if None in found else False)

        return judge, lambda s: [Said(f"{_FUNCTIONS[name]}符合“{inner.text}”", judge(s))]

    def _function(self, node: ast.Call, depth: int) -> tuple[str, Condition]:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in _FUNCTIONS or len(node.args) != 1 or node.keywords:
            raise UnreadableRule(why=f"“{ast.unparse(node)}”：只能用 any(…)、all(…)、count(…)，括号里一个条件。")
        if self.of_person:
            raise UnreadableRule(why=f"按人的规则直接写条件，不用 {name}(…)。")
        judge, explain = _Reader(of_person=True).condition(node.args[0], depth + 1)
        return name, Condition(in_words(node.args[0]), judge, explain)

    def _compare(self, node: ast.Compare) -> tuple[Judge, Explain]:
        terms = [self._term(each) for each in (node.left, *node.comparators)]
        pairs = [self._pair(a, op, b) for a, op, b in zip(terms, node.ops, terms[1:], strict=False)]
        if len(pairs) == 1:
            return pairs[0]

        def judge(subject: Subject) -> bool | None:
            found = [each(subject) for each, _ in pairs]
            return False if False in found else (None if None in found else True)

        return judge, lambda s: [said for _, explain in pairs for said in explain(s)]

    def _pair(self, left: _Term, op: ast.cmpop, right: _Term) -> tuple[Judge, Explain]:
        if isinstance(op, ast.In | ast.NotIn):
            return self._among(left, right, isinstance(op, ast.In))
        if type(op) not in _COMPARED or left.constants is not None or right.constants is not None:
            raise UnreadableRule(why="只能用 ==、!=、<、<=、>、>=、in、not in 比较。")
        _check_kinds(left, right, isinstance(op, _ORDERED))
        word, holds = _COMPARED[type(op)]

        def judge(subject: Subject) -> bool | None:
            a, b = left.read(subject), right.read(subject)
            return None if a is None or b is None else holds(a, b)  # type: ignore[arg-type]

        def told(subject: Subject) -> list[Said]:
            wanted = (
                left.variable.say(right.constant) if left.variable and right.variable is None else right.say(subject)
            )
            return [Said(f"{left.label}：{left.say(subject)}（要求{word} {wanted}）", judge(subject))]

        return judge, told

    def _among(self, left: _Term, right: _Term, inside: bool) -> tuple[Judge, Explain]:
        values = right.constants
        if values is None:
            raise UnreadableRule(why="in 的右边请写成括号里的一组值，例如 ('1', '2')。")
        for value in values:
            _check_code(left, value)
        named = "、".join(left.variable.say(v) if left.variable else str(v) for v in values)
        word = "是其中之一" if inside else "不是其中任何一个"

        def judge(subject: Subject) -> bool | None:
            found = left.read(subject)
            return None if found is None else (found in values) is inside

        return judge, lambda s: [Said(f"{left.label}：{left.say(s)}（要求{word}：{named}）", judge(s))]

    def _term(self, node: ast.expr) -> _Term:
        if isinstance(node, ast.Name):
            return self._name(node)
        if isinstance(node, ast.Constant) and isinstance(node.value, str | int):
            value = node.value
            return _Term(lambda s: value, lambda s: str(value), str(value), constant=value)
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            found = tuple(_constant(each) for each in node.elts)
            return _Term(lambda s: None, lambda s: "", "", constants=found)
        if isinstance(node, ast.Call):
            return self._count(node)
        raise UnreadableRule(why=f"“{ast.unparse(node)}”不能比较。")

    def _count(self, node: ast.Call) -> _Term:
        name, inner = self._function(node, 0)
        if name != "count":
            raise UnreadableRule(why=f"{name}(…) 已经是判断，不用再比较。")

        def read(subject: Subject) -> int:
            return sum(inner.judge(Subject(subject.household, (), each)) is True for each in subject.members)

        return _Term(read, lambda s: f"{read(s)} 人", f"符合“{inner.text}”的成员")

    def _name(self, node: ast.Name) -> _Term:
        variable = VARIABLES.get(node.id)
        if variable is None:
            raise UnreadableRule(why=f"没有名为“{node.id}”的变量，可用的见变量表。")
        if variable.of == Of.PERSON and not self.of_person:
            raise UnreadableRule(why=f"“{node.id}”是成员的变量，按户的规则请写成 any({node.id} …)。")
        name = variable.name
        if variable.of == Of.PERSON:

            def read(subject: Subject) -> Value:
                return subject.person[name] if subject.person is not None else None
        else:

            def read(subject: Subject) -> Value:
                return subject.household[name]

        return _Term(read, lambda s: variable.say(read(s)), variable.label, variable)


def _constant(node: ast.expr) -> Value:
    if isinstance(node, ast.Constant) and isinstance(node.value, str | int):
        return node.value
    raise UnreadableRule(why=f"“{ast.unparse(node)}”：括号里只能写值。")


def _check_kinds(left: _Term, right: _Term, ordered: bool) -> None:
    """Refuse what can never hold: a code that does not exist, an order of codes, a number against a text."""
    for a, b in ((left, right), (right, left)):
        if a.variable is None:
            continue
        if ordered and a.variable.kind != Kind.NUMBER:
            raise UnreadableRule(why=f"“{a.label}”没有大小，请用 ==、!= 或 in。")
        if b.variable is None and b.constant is not None:
            _check_code(a, b.constant)


def _check_code(term: _Term, value: Value) -> None:
    variable = term.variable
    if variable is None:
        return
    if variable.choices is not None and value not in variable.choices:
        named = "、".join(f"'{code}' {words}" for code, words in variable.choices.items())
        raise UnreadableRule(why=f"“{variable.label}”没有代码“{value}”。可用：{named}。")
    if variable.kind == Kind.NUMBER and (isinstance(value, bool) or not isinstance(value, int)):
        raise UnreadableRule(why=f"“{variable.label}”是数，请和数比较。")


def in_words(node: ast.expr) -> str:
    """Return a part of a condition with the variables' Chinese names and the codes' words."""
    if isinstance(node, ast.BoolOp):
        return ("且" if isinstance(node.op, ast.And) else "或").join(in_words(each) for each in node.values)
    if isinstance(node, ast.UnaryOp):
        return f"非（{in_words(node.operand)}）"
    if isinstance(node, ast.Name) and node.id in VARIABLES:
        return VARIABLES[node.id].label
    if isinstance(node, ast.Compare):
        return _comparison_in_words(node)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return f"{_FUNCTIONS.get(node.func.id, '')}（{'，'.join(in_words(each) for each in node.args)}）"
    return "全部" if isinstance(node, ast.Constant) and node.value is True else ast.unparse(node)


def _comparison_in_words(node: ast.Compare) -> str:
    variable = VARIABLES.get(node.left.id) if isinstance(node.left, ast.Name) else None
    words = in_words(node.left)
    for op, other in zip(node.ops, node.comparators, strict=True):
        if isinstance(op, ast.In | ast.NotIn):
            values = [_constant(each) for each in getattr(other, "elts", [])]
            said = "、".join(variable.say(v) if variable else str(v) for v in values)
            words += ("为" if isinstance(op, ast.In) else "不为") + said
        else:
            constant = other.value if isinstance(other, ast.Constant) else None
            plain = isinstance(constant, str | int) and variable is not None
            said = variable.say(constant) if plain and variable is not None else in_words(other)  # type: ignore[arg-type]
            words += _COMPARED[type(op)][0] + said
    return words


def condition_in_words(text: str) -> str:
    """Return a whole condition, which was read before, in Chinese."""
    return in_words(ast.parse(text.strip(), mode="eval").body)
