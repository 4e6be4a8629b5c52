"""The practice tasks: what is to be done on the practice ground, by which post, from which page."""

from __future__ import annotations

from dataclasses import dataclass

from hudang.accounts.vocabulary import Post

COUNTY, COUNTY_NAME = "999901000000", "练习县（虚构）"
TOWNSHIP, TOWNSHIP_NAME = "999901101000", "练习镇"
VILLAGE, VILLAGE_NAME = "999901101201", "民安村"
OTHER_VILLAGE, OTHER_VILLAGE_NAME = "999901101202", "民乐村"
FONDS_CODE = "L999"
LOCATION = "K1-A-02-3-4-L-05"
_ASSISTANT, _HANDLER, _COUNTY = Post.VILLAGE_ASSISTANT, Post.TOWNSHIP_HANDLER, Post.COUNTY_HANDLER


def household_code(number: int) -> str:
    """Return the code of a household of the practice village."""
    return f"{VILLAGE}{number:04d}"


MISSING, MISPLACED, EARNING, ALONE, MISDATED = (household_code(number) for number in range(1, 6))
# the amount paid into the account of the household that is visited
ALLOWANCE = 405


@dataclass(frozen=True)
class PracticeTask:
    """One task. ``posts`` may do it as they are; anybody else does it as the first of them.

    ``url`` and ``argument`` name the page where it begins.
    """

    code: str
    title: str
    words: str
    steps: tuple[str, ...]
    posts: tuple[Post, ...]
    url: str
    argument: str = ""


TASKS = {
    task.code: task
    for task in (
        PracticeTask(
            "file-missing",
            "把缺的残疾人证复印件归进袋",
            "孙玉兰户是持证残疾人，袋里只缺残疾人证复印件。已核对原件，复印件一页，核对日期是今天。",
            ("打开孙玉兰户的户袋，看清缺什么", "归入残疾人证复印件，选“复印件”", "日期填核对那天，页数照实填"),
            (_HANDLER, _ASSISTANT, _COUNTY, Post.ARCHIVIST),
            "households:detail",
            MISSING,
        ),
        PracticeTask(
            "place-pouch",
            "把放错盒的户袋放回 01 盒",
            "李长山户的袋错放在民安村 02 盒，按户序应在 01 盒。放好以后给 01 盒写上位置。",
            ("打开李长山户的户袋，移到 01 号盒", f"给 01 号盒写上位置 {LOCATION}"),
            (_HANDLER, _COUNTY, Post.ARCHIVIST),
            "households:detail",
            MISPLACED,
        ),
        PracticeTask(
            "verify-income",
            "按核定值登记务工收入",
            "赵立业户申报务工每月 300 元；工资流水和邻里反映都是每月 1,500 元，告知后本人认可。核定值 1,500 元。",
            ("打开赵立业户的收入", "把务工收入改为每月 1500 元，从本月一日起算", "不要动别的收入"),
            (_HANDLER, _COUNTY),
            "households:incomes",
            EARNING,
        ),
        PracticeTask(
            "record-visit",
            "填写本月的走访记录",
            f"周桂芝户，无经济收入的残疾人，每月走访一次。本月应发 {ALLOWANCE} 元，本人说已收到 {ALLOWANCE} 元。",
            (
                "给周桂芝户填写走访记录（F21），方式选家访",
                "应发、实收照实填写，生活状况逐项填",
                "提交后看卷内目录多了一行",
            ),
            (_HANDLER, _ASSISTANT, _COUNTY),
            "households:detail",
            ALONE,
        ),
        PracticeTask(
            "post-notice",
            "编制公示单并登记张贴",
            "马春英的案件已经初审同意，到了公示。公示单的内容由系统按规定排出，不能多写一样。",
            ("编制民安村的公示单，选上马春英", "登记张贴地点、张贴人和日期"),
            (_HANDLER,),
            "casework:notices",
        ),
        PracticeTask(
            "correct-item",
            "更正一件著录错误",
            "刘德厚户的户口簿复印件，日期著录成了 2062 年，实际是 2026-06-12。",
            ("打开那一件，点“更正著录”", "日期改为 20260612", "理由写到别人能看懂，不少于 6 个字"),
            (_HANDLER, _ASSISTANT, _COUNTY, Post.ARCHIVIST),
            "households:detail",
            MISDATED,
        ),
        PracticeTask(
            "accept-application",
            "完整受理一件申请",
            "陈永福已提交申请，身份证、户口簿和收入证明都在。材料齐全的当场受理。",
            ("打开陈永福的案件，核对材料", "办理受理，写明受理意见", "看系统自动立袋和制作的受理通知书"),
            (_HANDLER,),
            "casework:list",
        ),
    )
}
# several who ask for nothing in particular look around as they are; administrators have no households to look at
VISITING_POSTS = tuple(
    post
    for post in Post
    if post not in (Post.SYSTEM_ADMINISTRATOR, Post.SECURITY_ADMINISTRATOR, Post.AUDITOR, Post.CONSOLE)
)


def post_for(task: PracticeTask | None, own: Post) -> Post:
    """Return as which post somebody practises: his own where it can do the task, else the first that can."""
    posts = task.posts if task else VISITING_POSTS
    return own if own in posts else posts[0] if task else Post.TOWNSHIP_HANDLER


def division_of(post: Post) -> str:
    """Return where a post is held in the practice county."""
    places = {_ASSISTANT: VILLAGE, _HANDLER: TOWNSHIP, Post.TOWNSHIP_HEAD: TOWNSHIP}
    return places.get(post, COUNTY)


def username_of(post: Post) -> str:
    """Return the name of the practice account of a post."""
    return f"lianxi-{post.value}".replace("_", "-")
