"""Invented personal names as they sound in western Jilin: by generation and sex, Han, Mongolian, Manchu, Korean."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from itertools import accumulate
from random import Random

HAN, MONGOLIAN, HUI, UYGHUR, KOREAN, MANCHU, XIBE = "01", "02", "03", "05", "10", "11", "38"
MALE = "1"


@dataclass(frozen=True)
class Pool:
    """Words to draw from, the first ones oftener."""

    words: tuple[str, ...]
    cumulative: tuple[float, ...]

    def draw(self, rng: Random) -> str:
        """Return one word."""
        return self.words[bisect(self.cumulative, rng.random() * self.cumulative[-1])]


def weighted(pairs: str) -> Pool:
    """Return a pool from ``word:weight`` separated by spaces; the weight may be left out."""
    parts = [pair.partition(":") for pair in pairs.split()]
    return Pool(tuple(p[0] for p in parts), tuple(accumulate(float(p[2] or 1) for p in parts)))


# weights a thousand, after the usual order of surnames in the north-east
_SURNAMES = {
    HAN: weighted(
        "王:98 李:92 张:89 刘:78 赵:40 孙:34 杨:33 于:31 陈:29 徐:23 高:22 马:19 宋:18 韩:16 郭:16 吴:15 周:14 朱:12 "
        "姜:12 丁:11 董:10 林:10 崔:9 田:9 冯:8 曹:8 梁:8 许:8 何:7 胡:7 郑:7 谢:6 魏:6 袁:6 范:6 曲:6 任:5 尹:5 "
        "邢:5 吕:5 潘:5 姚:5 卢:5 孟:5 常:4 邵:4 闫:4 付:4 秦:4 史:4 贾:4 苏:4 程:4 隋:4 石:3 庞:3 康:3 侯:3 "
        "宫:3 祁:2 苗:2 代:2 滕:2 毕:2 单:2 初:1 车:1 解:1 查:1 仇:1 逄:1 仝:1 亓:1 佴:0.5 欧阳:0.6 上官:0.4"
    ),
    MONGOLIAN: weighted("包:30 白:22 韩:10 席:6 敖:6 吴:6 陈:5 何:4 王:4 李:3 张:3 金:3 暴:2 宝:3 海:1 胡:2 梁:1"),
    HUI: weighted("马:20 白:5 杨:5 张:5 王:4 沙:3 哈:2 丁:3 金:2 回:1"),
    KOREAN: weighted("金:30 李:20 朴:16 崔:8 郑:6 姜:4 全:3 许:3 尹:2 赵:3 南:1 安:2 方:1 池:0.5"),
    MANCHU: weighted("关:14 赵:10 佟:6 富:4 那:6 傅:5 郎:4 白:4 唐:4 吴:4 马:3 舒:2 伊:1 何:2 罗:2 洪:1 英:0.6"),
    XIBE: weighted("关:8 佟:4 富:2 吴:4 何:2 安:2"),
}  # fmt: skip

# two lists a generation and sex: the first character of the given name, and the second or only one
_GIVEN: dict[tuple[int, bool], tuple[Pool, Pool]] = {
    (0, True): (
        weighted("德 长 万 振 国 永 玉 福 庆 树 殿 凤 景 文 金 连 喜 广 世 占 洪 春 海 宝 忠 兴 学 维 延 立 守 双 成"),
        weighted("贵 山 海 发 林 财 福 江 富 春 才 祥 有 生 和 奎 臣 武 昌 义 库 玉 田 仁 友 军 民 河 龙 云 庭 山 学"),
    ),
    (0, False): (
        weighted("桂:5 淑:6 凤:4 玉:6 秀:5 亚:3 素:2 兰 金 翠 月 春 丽 艳 彩 桂 瑞 喜 井 庆 云 雅 惠 荣 文 树 风"),
        weighted("兰:4 英:5 珍:4 芝:3 芹:3 华:4 琴:3 荣:3 梅:2 霞:2 香:2 云:2 芳:2 清 贤 范 杰 娥 凤 敏 花 莲 坤 环 媛 阁"),
    ),
    (1, True): (
        weighted("志:4 海:3 国:3 立:3 长 晓 建 洪 春 永 大 文 庆 彦 明 忠 亚 景 宝 铁 伟 树 金 喜 殿 玉 占 学 广 振"),
        weighted("强:3 军:3 波:3 伟:2 涛:2 辉:2 明:2 东:2 龙 峰 刚 民 斌 国 超 友 新 华 林 成 生 山 武 忠 杰 鹏 飞 臣 江"),
    ),
    (1, False): (
        weighted("丽:4 艳:4 红:3 春:3 晓:3 玉:2 淑:2 亚:2 海 秀 立 桂 凤 冬 雪 金 云 文 彦 洪 永 景 慧 敏 翠 小 长 伟"),
        weighted("华:3 红:2 梅:3 杰:2 玲:3 霞:3 娟:3 丽:2 艳:2 萍:2 敏:2 波 辉 英 芳 燕 静 君 玉 娜 云 琴 凤 秋 晶 春 双"),
    ),
    (2, True): (
        weighted("佳:2 浩:2 晓 明 宇 天 嘉 俊 志 立 鑫 博 文 家 子 继 洪 春 思 泽 海 凯 云 景 殿 贺 长 少"),
        weighted("鑫:2 宇:2 航:2 龙 鹏 飞 阳 旭 博 超 铭 明 伟 伦 琦 峰 奇 佳 岩 洋 男 威 亮 健 帅 瑞 志 达 良"),
    ),
    (2, False): (
        weighted("佳:2 晓:2 思:2 雨:2 婷 美 莹 欣 雪 天 嘉 文 丹 冬 海 春 诗 梦 彤 慧 静 立 明 紫 洪 秋"),
        weighted("婷:2 雪:2 欣 琪 莹 月 宁 琳 璐 楠 媛 彤 洋 微 薇 瑶 悦 丹 妍 慧 阳 露 迪 茹 君 岩 竹 冰 鑫"),
    ),
    (3, True): (
        weighted("宇:3 子:3 浩:3 梓:2 俊:2 嘉:2 铭 一 泽 沐 睿 奕 佳 思 昊 博 晨 明 家 皓 恩 承 锦 翰 景 云 天 瑞"),
        weighted("轩:3 涵:2 泽:2 宇:2 辰:2 博 航 硕 豪 然 睿 霖 阳 洋 铭 昊 毅 杰 诚 霆 霏 尧 丞 赫 文 恒 远 源 瑞"),
    ),
    (3, False): (
        weighted("梓:3 欣:3 雨:3 子:3 思:2 诗:2 佳:2 可 语 梦 馨 一 若 嘉 紫 婉 芷 依 奕 沐 艺 悦 昕 锦 宇 舒 星"),
        weighted("涵:3 怡:3 萱:2 彤:2 琪:2 瑶:2 妍:2 桐 宁 馨 悦 琳 晴 诺 曦 芮 宸 玥 雯 菲 珊 菡 桢 可 鑫 萌 岑 溪 语"),
    ),
}  # fmt: skip
_GENERATION_STARTS = (1964, 1988, 2006)
# people with such characters cannot be typed everywhere, so every office meets them in its lists
_RARE = "喆 玥 彧 頔 翀 昱 堃 犇 淼 焱 垚 祎 赟 旻 琰 骉 翯 旼 䶮 㛃 朤 龘 瑀 晟 旸 燊 𬭊 㵾".split()
_RARE_SHARES = (0.002, 0.006, 0.015, 0.03)
_SINGLE_SHARES = (0.08, 0.22, 0.28, 0.12)

_MONGOLIAN_GIVEN = {
    True: weighted("巴特尔 巴图 宝音 朝鲁 额尔敦 哈斯 呼格吉勒 吉日嘎拉 满都拉 孟和 那顺 青格勒 苏和 特木尔 乌力吉 乌日图 布和 阿古拉"),
    False: weighted("其其格 高娃 格日勒 乌兰 娜仁 萨仁 托娅 斯琴 塔娜 乌云 图雅 萨如拉 阿拉坦 哈斯其其格 娜仁花 乌日娜 金花 山丹"),
}  # fmt: skip
_CLANS = {MONGOLIAN: "孛儿只斤 乌梁海 克烈".split(), MANCHU: "叶赫那拉 瓜尔佳 富察 钮祜禄".split()}
_KOREAN_GIVEN = {
    True: weighted("哲洙 成浩 永哲 东旭 光日 正男 龙德 相国 昌焕 京浩 明植 太植 在镐 虎男 成日 学哲 泰源"),
    False: weighted("英淑 顺姬 美兰 贞子 英爱 春姬 今玉 明淑 福顺 京姬 善花 玉顺 海淑 银姬 美花 英姬 香兰"),
}
_UYGHUR_GIVEN = {
    True: weighted("艾力 买买提 阿不都拉 吐尔逊 库尔班 依明"),
    False: weighted("阿依古丽 迪丽努尔 帕提古丽 热娜 古丽巴哈尔 麦尔哈巴"),
}
_UYGHUR_FATHERS = weighted("买买提 吐尔地 阿不都热合曼 艾山 热西提 托合提")


def draw_surname(rng: Random, ethnicity: str) -> str:
    """Return a surname usual for the ethnicity."""
    return _SURNAMES.get(ethnicity, _SURNAMES[HAN]).draw(rng)


def draw_name(rng: Random, surname: str, sex: str, birth_year: int, ethnicity: str) -> str:
    """Return a full name; a few Mongolian, Manchu and Uyghur names have no surname, or a middle dot."""
    male = sex == MALE
    if ethnicity == UYGHUR:
        return f"{_UYGHUR_GIVEN[male].draw(rng)}·{_UYGHUR_FATHERS.draw(rng)}"
    if ethnicity == KOREAN:
        return surname + _KOREAN_GIVEN[male].draw(rng)
    if ethnicity == MONGOLIAN and rng.random() < 0.45:
        return _clan_and(rng, ethnicity, _MONGOLIAN_GIVEN[male].draw(rng), share=0.06)
    given = _given(rng, male, birth_year)
    if ethnicity == MANCHU and rng.random() < 0.03:
        return _clan_and(rng, ethnicity, given, share=1.0)
    return surname + given


def _clan_and(rng: Random, ethnicity: str, given: str, share: float) -> str:
    return f"{rng.choice(_CLANS[ethnicity])}·{given}" if rng.random() < share else given


def _given(rng: Random, male: bool, birth_year: int) -> str:
    generation = sum(birth_year >= start for start in _GENERATION_STARTS)
    first, last = _GIVEN[generation, male]
    final = rng.choice(_RARE) if rng.random() < _RARE_SHARES[generation] else last.draw(rng)
    if rng.random() < _SINGLE_SHARES[generation]:
        return final
    start = first.draw(rng)
    return start + final if start != final or generation >= 2 else final
