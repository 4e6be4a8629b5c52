"""Names, sex, relation, nationality, disability and yes/no as offices write them."""

from __future__ import annotations

import re

from hudang.households.vocabulary import ETHNICITY_LABELS, RELATION
from hudang.kernel.text import clean_name, remove_spaces, strip_invisible
from hudang.rosters.reading.grid import CellValue
from hudang.rosters.rules.cells import (
    Read,
    Reading,
    digits_of_number,
    is_mark_of_nothing,
    is_stroke,
    plain_text,
    tidy,
    without_notes,
)

_DECEASED = re.compile(r"已故|去世|死亡|亡故|病故|身故|过世|离世|病亡|已亡|逝世|[（(]亡[)）]")
_DECEASED_TAIL = re.compile(r"(?<=..)[-—,，、]?(?:已故|已经?去世|去世|死亡|已死亡|病故|亡故|过世|已亡)$")
_DECEASED_REMARK = re.compile(
    r"(?:户主|本人|该人|此人)?(?:已于|于)?[\d.年月日/\-]{0,12}(?:因病)?(?:已故|已?经?去世|已?死亡|亡故|病故|身故|过世|离世|病亡|已亡|逝世)"
)
_DOT_IN_NAME = re.compile(r"(?<=[\u4e00-\u9fff])[.。](?=[\u4e00-\u9fff])")
_PLAIN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_MAN, _WOMAN = "男", "女"
_SEX = {"男": _MAN, "女": _WOMAN, "1": _MAN, "2": _WOMAN, "M": _MAN, "F": _WOMAN, "0": None, "9": None} | {
    "男性": _MAN, "女性": _WOMAN, "MALE": _MAN, "FEMALE": _WOMAN, "01": _MAN, "02": _WOMAN,
}  # fmt: skip

_RELATION_WORDS = {
    "02": "户主 本人 申请人 自己 户主本人 本人户主 主申请人 户主(本人) 一家之主 低保户主 户主/本人 本人或户主 本人/户主 户",
    "10": "配偶 夫妻 爱人 老伴 对象 媳妇 妻或夫 夫或妻 之配偶 伴侣 内人 配偶(夫) 配偶(妻)",
    "11": "夫 丈夫 老公 夫君", "12": "妻 妻子 老婆 妻室",
    "20": "子 儿子 儿 男孩", "21": "独生子 独子", "22": "长子 大儿子 大儿 大子", "23": "次子 二儿子 二儿 二子",
    "24": "三子 三儿子 三儿", "25": "四子 四儿子", "26": "五子 五儿子",
    "27": "养子或继子 养子 继子 继子或养子 养子继子 义子", "28": "女婿 姑爷", "29": "其他儿子",
    "30": "女 女儿 闺女 姑娘 女孩", "31": "独生女 独女", "32": "长女 大女儿 大女 大闺女", "33": "次女 二女儿 二女 二闺女",
    "34": "三女 三女儿 三闺女", "35": "四女 四女儿", "36": "五女 五女儿", "37": "养女或继女 养女 继女 继女或养女 养女继女 义女",
    "38": "儿媳 儿媳妇 儿子媳妇 子媳", "39": "其他女儿",
    "40": "孙子女 孙子女或外孙子女 孙辈 孙", "41": "孙子 孙儿 长孙 次孙", "42": "孙女 孙女儿 长孙女 次孙女",
    "43": "外孙子 外孙 外甥孙", "44": "外孙女 外孙女儿", "45": "孙媳 孙媳妇 外孙媳", "46": "孙女婿 外孙女婿",
    "47": "曾孙子 曾孙 重孙 重孙子 外曾孙子 外曾孙", "48": "曾孙女 重孙女 外曾孙女", "49": "其他孙辈",
    "50": "父母 父母亲 双亲", "51": "父 父亲 爸爸 爸 爹", "52": "母 母亲 妈妈 妈 娘", "53": "公公 公爹 公父", "54": "婆婆 婆母 公婆",
    "55": "岳父 老丈人 丈人 岳丈", "56": "岳母 丈母娘 丈母", "57": "继父 养父 继父或养父 后爸", "58": "继母 养母 继母或养母 后妈",
    "59": "其他父母关系", "60": "祖父母 外祖父母 祖父母或外祖父母", "61": "祖父 爷爷 爷", "62": "祖母 奶奶 奶",
    "63": "外祖父 姥爷 外公", "64": "外祖母 姥姥 外婆 姥娘", "65": "配偶的祖父母 配偶的外祖父母", "66": "曾祖父 太爷 太爷爷",
    "67": "曾祖母 太奶 太奶奶", "68": "配偶的曾祖父母", "70": "兄弟姐妹 兄弟 姐妹 姊妹 兄妹 姐弟", "71": "兄 哥 哥哥 兄长 大哥 长兄",
    "72": "嫂 嫂子 嫂嫂", "73": "弟 弟弟 二弟 三弟", "74": "弟媳 弟妹 弟媳妇", "75": "姐 姐姐 大姐 二姐 姊", "76": "姐夫",
    "77": "妹 妹妹 二妹", "78": "妹夫", "79": "其他兄弟姐妹", "80": "其他 其它", "81": "伯父 大伯 大爷 伯伯", "82": "伯母 大娘",
    "83": "叔父 叔 叔叔", "84": "婶母 婶 婶婶 婶子", "85": "舅父 舅 舅舅", "86": "舅母 舅妈", "87": "姨父 姨夫", "88": "姨母 姨 姨妈",
    "89": "姑父 姑夫", "90": "姑母 姑 姑姑 姑妈", "91": "堂兄弟姐妹 堂兄 堂弟 堂姐 堂妹 堂哥", "92": "表兄弟姐妹 表兄 表弟 表姐 表妹 表哥",
    "93": "侄子 侄 侄儿 侄男", "94": "侄女 侄女儿", "95": "外甥 外甥子", "96": "外甥女 甥女", "97": "其他亲属 亲属 亲戚 其他近亲属",
    "99": "非亲属 无关系 无亲属关系 非亲属关系 保姆",
}  # fmt: skip
_RELATIONS = {word: code for code, words in _RELATION_WORDS.items() for word in words.split()} | {
    remove_spaces(label): code for code, label in RELATION.items() if code not in ("01", "69")
}
_ONE_DIGIT = {"0": "02", "1": "10", "2": "20", "3": "30", "4": "40", "5": "50", "6": "60", "7": "70", "8": "80"}
HEAD = "02"

_NATIONS = {label.removesuffix("族"): label for label in ETHNICITY_LABELS.values()} | {"乌兹别克": "乌孜别克族"}
_YES = frozenset("是 √ ✓ ✔ ☑ 1 Y YES 有 享受 已保障 保障 在保 对 TRUE T 已享受 纳入 属于".split())
_NO = frozenset("否 × X ✗ ✘ ☒ 0 N NO 无 不享受 未保障 不保障 不在保 错 FALSE F 未享受 未纳入 不属于 不是".split())
_KINDS = "视力 听力 言语 肢体 智力 精神 多重".split()
_KIND_FORMS = {"视": "视力", "盲": "视力", "听": "听力", "聋": "听力", "言": "言语", "语言": "言语", "肢": "肢体", "智": "智力",
               "精": "精神", "多": "多重", "综合": "多重"}  # fmt: skip
_LEVELS = {form: label for label, forms in {
    "一级": "1 一 Ⅰ I 壹 01", "二级": "2 二 Ⅱ II 贰 02", "三级": "3 三 Ⅲ III 叁 03", "四级": "4 四 Ⅳ IV 肆 04",
}.items() for form in forms.split()}  # fmt: skip
_KIND_AND_LEVEL = re.compile(
    r"(?P<kind>[^\d一二三四ⅠⅡⅢⅣI壹贰叁肆级]*)(?P<level>[1-4一二三四ⅠⅡⅢⅣ壹贰叁肆]|I{1,3}|IV)?(?:级|等)?残?疾?(?P<tail>.*)"
)


def read_name(raw: CellValue) -> Read:
    """Return a person's name without spaces and without what the office noted beside it."""
    if isinstance(raw, str) and _PLAIN_NAME.fullmatch(raw) and not _DECEASED_TAIL.search(raw):
        return raw
    bare, notes = without_notes(plain_text(raw))
    name = _DOT_IN_NAME.sub("·", clean_name(bare).strip("*·'.,，。、:：;；"))
    codes = []
    if tail := _DECEASED_TAIL.search(name):
        notes += tail[0]
        name = name[: tail.start()]
    if not name or is_mark_of_nothing(name):
        return None
    if _DECEASED.search(notes):
        codes.append("W_NOTE_DECEASED")
    elif notes:
        codes.append("N_NOTE_IN_CELL")
    if not notes and _has_spaces(raw):
        codes.append("N_NAME_SPACE")
    return Reading(name, tuple(codes)) if codes else name


def _has_spaces(raw: CellValue) -> bool:
    return isinstance(raw, str) and remove_spaces(strip_invisible(raw)) != strip_invisible(raw)


def remark_of_death(text: str) -> bool:
    """Tell whether a remark says of the person itself (not of a relative) that he has died."""
    return bool(_DECEASED_REMARK.match(remove_spaces(text)))


def read_sex(raw: CellValue) -> Read:
    """Return 男 or 女; what is neither counts as not stated."""
    return _SEX.get(remove_spaces(tidy(raw)).upper())


def read_relation(raw: CellValue) -> Read:
    """Return the two-digit code of GB/T 4761; the head is always 02."""
    text = remove_spaces(digits_of_number(raw) or tidy(raw))
    bare, notes = without_notes(text)
    if not bare and notes:
        bare = notes.strip("()（）[]【】")
    if not bare or is_stroke(bare):
        return None
    for candidate in (text, bare, _stripped(bare)):
        if candidate in _RELATIONS:
            return _RELATIONS[candidate]
    return _coded_relation(bare)


def _stripped(text: str) -> str:
    text = re.sub(r"^(?:户主|本人|其|申请人)?(?:之|的)?", "", text)
    return re.sub(r"(?:关系|\d+)$", "", text)


def _coded_relation(text: str) -> Read:
    digits = re.match(r"\d{1,2}", text)
    if digits:
        code = digits[0] if len(digits[0]) == 2 else _ONE_DIGIT.get(digits[0], "")
        rest = text[len(digits[0]) :].strip(".-:、 ")
        code = HEAD if code == "01" else code
        if code in RELATION and (not rest or rest in _RELATIONS):
            return _RELATIONS[rest] if rest else code
    return Reading(None, ("W_RELATION_UNKNOWN",))


def read_nation(raw: CellValue) -> Read:
    """Return the nationality with 族."""
    text = remove_spaces(digits_of_number(raw) or tidy(raw))
    if not text or is_mark_of_nothing(text):
        return ""
    if text.isdigit():
        return ETHNICITY_LABELS.get(text.zfill(2), text)
    return _NATIONS.get(text.removesuffix("族"), text)


def read_yes_no(raw: CellValue) -> Read:
    """Return 是 or 否; other words stay as they are."""
    text = remove_spaces(digits_of_number(raw) or tidy(raw))
    if text.upper() in _YES:
        return "是"
    if text.upper() in _NO:
        return "否"
    return None if not text or is_stroke(text) else text


def read_disability_kind(raw: CellValue) -> Read:
    """Return the kind by GB/T 26341, as 肢体; words of other kinds stay."""
    text = remove_spaces(digits_of_number(raw) or tidy(raw))
    if not text or is_mark_of_nothing(text) or text in ("否", "0", "健康", "无残疾"):
        return ""
    if text.isdigit():
        return _KINDS[int(text) - 1] if 0 < int(text) <= len(_KINDS) else text
    return kind_named(text) or text


def kind_named(text: str) -> str:
    """Return the kind of disability that the text names, empty when it names none."""
    named = [kind for kind in _KINDS if kind in text]
    if len(named) == 1 or "多重" in text:
        return "多重" if "多重" in text else named[0]
    return next((kind for start, kind in _KIND_FORMS.items() if text.startswith(start)), "") if not named else ""


def read_disability_level(raw: CellValue) -> Read:
    """Return the level as 二级."""
    text = remove_spaces(digits_of_number(raw) or tidy(raw))
    if not text or is_mark_of_nothing(text) or text in ("否", "0"):
        return ""
    return _LEVELS.get(text.removesuffix("残疾").removesuffix("残").removesuffix("级").upper(), text)


def split_disability(raw: CellValue) -> tuple[str, str]:
    """Return kind and level from one cell such as 肢体二级."""
    text = remove_spaces(tidy(raw))
    if not text or is_mark_of_nothing(text) or text in ("否", "健康"):
        return "", ""
    match = _KIND_AND_LEVEL.fullmatch(text)
    if match is None:
        return text, ""
    kind = kind_named(match["kind"] or match["tail"]) or match["kind"]
    return kind, _LEVELS.get(match["level"] or "", "")


def read_class(raw: CellValue) -> Read:
    """Return A, B or C; other words stay."""
    text = remove_spaces(tidy(raw)).upper()
    if not text or is_mark_of_nothing(text):
        return None
    letter = re.fullmatch(r"(?:[城农][市村]?)?[(（]?([ABC])[)）]?(?:类|级|档)?(?:户|低保|保障)?", text)
    if letter:
        return letter[1]
    inner = re.search(r"([ABC])类", text)
    if inner:
        return inner[1]
    numbered = _NUMBERED_CLASS.fullmatch(text)
    return "ABC"[_CLASS_NUMBERS.index(numbered[1]) % 3] if numbered else text


_CLASS_NUMBERS = "一二三123ⅠⅡⅢ"
_NUMBERED_CLASS = re.compile(rf"第?([{_CLASS_NUMBERS}])[类档](?:低保|保障)?户?")


def read_region(raw: CellValue) -> Read:
    """Return 城市 or 农村; words that say neither stay (居民户口)."""
    text = remove_spaces(tidy(raw))
    if not text or is_mark_of_nothing(text):
        return None
    if "非农" in text or "城" in text and "农" not in text:
        return "城市"
    return "农村" if "农" in text or text in ("乡村", "村") else text


def read_text(raw: CellValue) -> Read:
    """Return free text in one line; a stroke counts as empty."""
    text = plain_text(raw)
    return "" if is_stroke(text) else text
