"""Which material a clerk's words mean: codes, names, aliases of archive.md §2.1 and what offices write beside them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from hudang.kernel.text import remove_spaces, strip_invisible

# beside the aliases of the material table: longer words that would otherwise be read as a shorter one inside them
SYNONYMS: dict[str, tuple[str, ...]] = {
    "M01": ("申请审批书", "救助申请书", "书面申请", "个人申请", "入户申请书", "申请报告"),
    "M02": ("承诺及授权书", "授权核对书", "授权委托书", "核查授权书", "核对授权书", "诚信声明", "声明书"),
    "M03": ("受理通知单", "受理告知书"),
    "M04": ("补正通知书", "补正材料通知", "一次性告知", "一次性告知书"),
    "M05": ("不予受理通知书", "不予受理告知书", "不予受理告知单"),
    "M06": ("近亲属备案登记表", "近亲属登记表"),
    "M50": ("申请审批表", "低保申请审批表", "审核审批表", "审批确认表", "低保待遇审批表"),
    "M10": ("户籍证明", "户口复印件", "户口薄", "户口薄复印件", "常住人口登记卡", "常住人口登记表", "户口册"),
    "M11": ("身份证正反面", "二代身份证", "户主身份证"),
    "M12": ("离婚协议", "离婚判决书", "离婚调解书", "婚姻状况证明", "离婚协议书", "结婚证书", "离婚证书"),
    "M13": ("残联证明", "残疾证明"),
    "M14": (
        "诊断证明书",
        "住院病历",
        "医疗费用",
        "出院小结",
        "疾病证明",
        "医疗票据",
        "慢性病证",
        "慢病证",
        "费用清单",
        "住院费用清单",
        "住院发票",
        "医疗发票",
        "出院记录",
        "检查报告",
    ),
    "M15": ("在读证", "学历证明", "学生在校证明", "学籍卡", "在校生证明", "就读证明", "录取通知书"),
    "M17": ("死亡医学证明", "户口注销证明", "死亡注销证明", "火化证", "注销户口证明"),
    "M20": ("收入声明", "收入情况证明", "土地流转合同", "承包地证明", "务工证明", "打工证明", "养老金证明"),
    "M21": ("赡养费", "赡养承诺书", "抚养费", "赡养义务人", "赡养人"),
    "M22": ("房产证明", "不动产证", "车辆信息", "财产声明", "存款凭证", "存款证明", "银行流水", "不动产权证", "行车证"),
    "M31": ("核对申请", "经济状况核对委托书", "委托核对"),
    "M32": ("经济状况核对报告", "核查报告", "家庭经济状况核对报告", "比对报告", "核对结果"),
    "M33": ("入户核查表", "家庭情况调查表", "入户调查记录", "家庭调查表", "入户调查登记表", "入户核查登记表"),
    "M33p": ("入户调查照片", "家庭照片", "房屋照片", "门牌照片"),
    "M34": ("邻里走访", "邻里调查", "邻里访问表", "邻里访谈记录", "邻居访问", "邻里调查表", "邻里走访记录"),
    "M36": ("收入核算表", "收入核定表", "家庭收入核算表"),
    "M40": ("乡镇意见书", "审核意见书"),
    "M41": ("公示表", "公示名单", "审核结果公示"),
    "M42": ("公示图片", "公示现场照片"),
    "M45": ("评议会", "评议表", "民主评议表", "评议照片", "村民代表会议记录", "表决票"),
    "M48": ("县级抽查", "抽查表"),
    "M51": ("确认书", "低保确认书", "批准通知书"),
    "M52": ("不予确认通知书", "不予批准通知书", "不批准告知书"),
    "M55": ("长期公示照片", "长期公示单"),
    "M62": ("代领协议书", "银行卡复印件", "存折复印件", "惠农卡", "社保卡", "社会保障卡", "惠农一卡通", "一折通"),
    "M70": ("动态管理表", "动态低保户", "动态审核表", "年度核查表", "年度复核表", "复核表", "年度审核表", "复审表"),
    "M71": ("月走访", "走访表", "入户走访记录", "电访记录"),
    "M75": ("增发表", "减发表", "提标审批表"),
    "M79": ("调整通知书", "调标告知书"),
    "M80": (
        "取消审批表",
        "停发表",
        "退保审批表",
        "退出低保审批表",
        "低保退出审批表",
        "取消低保审批表",
        "停止低保审批表",
    ),
    "M81": ("停发通知书", "停保通知书", "停止通知书", "取消通知书"),
    "M84": ("信访材料", "举报材料"),
}
# words so common that they only count when nothing else stands beside them
_GENERIC = frozenset(
    "目录 公示 户口 诊断 通知书 备考 其他 调查表 委托书 委托单 判决书 调解书 存折 信访 举报 申请表".split()
)
# papers that go by one name and are one material or the other
UNDECIDED: dict[str, tuple[str, ...]] = {
    "动态管理审批表": ("M70", "M75"),
    "动态审批表": ("M70", "M75"),
    "低保动态审批表": ("M70", "M75"),
}
# 申请表及授权书: between two papers, however common their words
_BESIDE = re.compile(r"[及和与、+&]")
# how clerks mark parts of one document; the number orders the pages
PART_ORDER = {
    "封面": 0,
    "首页": 1,
    "正面": 1,
    "户主页": 2,
    "成员页": 3,
    "正反面": 3,
    "反面": 4,
    "背面": 4,
    "增减页": 5,
    "末页": 6,
}
_DECORATION = re.compile("复印件|扫描件|扫描|原件|副本|图片|" + "|".join(sorted(PART_ORDER, key=len, reverse=True)))
_CODE = re.compile(r"(?<![A-Z0-9])M(\d{2}(?:[AP](?![A-Z]))?)(?!\d{2})", re.IGNORECASE)
_SIGNS = re.compile(r"[\W_\d]+")


def tidy(text: str) -> str:
    """Return a name in one form: composed, half-width, without invisible marks, separators kept."""
    return strip_invisible(unicodedata.normalize("NFKC", text)).strip()


def _bare(text: str) -> str:
    return _SIGNS.sub("", remove_spaces(tidy(text)))


@dataclass(frozen=True)
class MaterialGuess:
    """The material that words mean; ``candidates`` when they mean several, ``rest`` what else stands there."""

    code: str = ""
    candidates: tuple[str, ...] = ()
    rest: str = ""


class MaterialWords:
    """All codes and words by which materials are called."""

    def __init__(self, materials: Iterable[tuple[str, str, Iterable[str]]]) -> None:
        """Take code, name and aliases of each material in use."""
        self._codes: dict[str, str] = {}
        self._words: dict[str, tuple[str, ...]] = {}
        for code, name, aliases in materials:
            self._codes[code.upper()] = code
            for word in (name, *aliases, *SYNONYMS.get(code, ())):
                self._words.setdefault(_bare(word), (code,))
        self._words |= {word: codes for word, codes in UNDECIDED.items() if set(codes) <= set(self._codes.values())}
        self._words.pop("", None)

    def read(self, text: str) -> MaterialGuess:
        """Return the material that a name means; a code and words for another material make it doubtful."""
        codes, without = self.codes_in(tidy(text))
        return self.guess(codes, without)

    def guess(self, codes: list[str], text: str) -> MaterialGuess:
        """Return the material that these codes and the words of ``text`` mean together."""
        named, rest = self._named(text)
        means = tuple(dict.fromkeys([*codes, *named]))
        return MaterialGuess(means[0] if len(means) == 1 else "", means if len(means) > 1 else (), rest)

    def codes_in(self, text: str) -> tuple[list[str], str]:
        """Return the material codes in a tidy text, and the text with a space in their places."""
        found = [f"M{match[1]}".upper() for match in _CODE.finditer(text)]
        return [self._codes[code] for code in found if code in self._codes], _CODE.sub(" ", text)

    def _named(self, text: str) -> tuple[list[str], str]:
        """Return the materials named in the text, longest words first, and the text without them."""
        plain = remove_spaces(text)
        found = sorted(self._occurrences(plain), key=lambda span: (span[1] - span[0], span[1]), reverse=True)
        taken: list[tuple[int, int, str]] = []
        for start, end, word in found:
            if all(end <= other[0] or start >= other[1] for other in taken):
                taken.append((start, end, word))
        rest = _DECORATION.sub("", _cut(plain, [(start, end) for start, end, _ in taken]))
        joined = len(taken) > 1 and any(map(_BESIDE.fullmatch, _between(plain, taken)))
        counted = [word for _, _, word in taken if joined or word not in _GENERIC]
        if not counted and len(taken) == 1 and not _bare(rest):
            counted = [taken[0][2]]
        if not counted:
            return [], _DECORATION.sub("", plain)
        return [code for word in counted for code in self._words[word]], rest

    def _occurrences(self, text: str) -> Iterable[tuple[int, int, str]]:
        """Yield where words stand in the text; signs inside a name (病历、诊断) do not matter."""
        places = [index for index, sign in enumerate(text) if not _SIGNS.fullmatch(sign)]
        letters = "".join(text[index] for index in places)
        for word in self._words:
            start = letters.find(word)
            while start >= 0:
                yield places[start], places[start + len(word) - 1] + 1, word
                start = letters.find(word, start + 1)


def _between(text: str, taken: list[tuple[int, int, str]]) -> list[str]:
    """Return what stands between the words taken, in the order of the text."""
    spans = sorted(taken)
    return [text[end:start] for (_, end, _), (start, _, _) in zip(spans, spans[1:], strict=False)]


def _cut(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:]
    return text


def part_order(text: str) -> int:
    """Return where a part of a document stands among its pages: 首页 before 成员页 before 增减页."""
    return min((order for word, order in PART_ORDER.items() if word in text), default=3)
