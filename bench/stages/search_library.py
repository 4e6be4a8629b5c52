"""Fill a library with texts of ordinary length, and time questions of every kind: one word, a surname, AND, OR, NOT, a year."""

from __future__ import annotations

import sys
import time
from random import Random

from django.db import transaction

from bench.measuring import give, peak_mb
from hudang.accounts.actions.console import acting_user
from hudang.library.actions.indexing import index_document
from hudang.library.actions.seeding import load_first_entries
from hudang.library.models import Document
from hudang.library.queries.searching import search_for
from hudang.platform import bulk

_WORDS = (
    "最低生活保障 审核确认 家庭经济状况 调查 公示 乡镇人民政府 县级民政部门 申请人 共同生活 家庭成员 收入 财产 核对 "
    "动态管理 低保标准 农村 城市 补差 分类施保 残疾人 重病 老年人 未成年人 档案 归档 保管期限 户袋 村盒 目录 "
    "备考表 查阅 借阅 销毁 鉴定 移交 电子档案 检测 培训 职业素养 抽查 近亲属备案 民主评议 异议 复核 通知书 告知 "
    "社会救助 临时救助 特困人员 供养 赡养 抚养 义务人 就业 务工 土地流转 养老金 住房 车辆 存款 有价证券 授权 诚信"
).split()
_JOINS = "的 和 应当 不得 按照 并 由 对 在 以及 或者 自 起 至 为 与".split()
_QUERIES = (
    "低保标准", "最低生活保障", "王", "公示 异议", "公示 或 评议", "档案 -销毁", "近亲属备案", "2019 年农村标准",
    "民发〔2015〕", "农村 收入 财产", "电子档案检测", "的", "保障 审核 乡镇", "不存在的词语", "通知书", "职业素养",
)  # fmt: skip


def _text(random: Random, length: int) -> str:
    parts: list[str] = []
    size = 0
    while size < length:
        part = random.choice(_WORDS) + random.choice(_JOINS)
        parts.append(part + ("。" if random.random() < 0.08 else ""))
        size += len(part)
    return "".join(parts)


def fill(texts: int) -> None:
    """Write so many documents of 400 to 3,000 characters."""
    random = Random(1)
    make = bulk.maker(Document)
    for start in range(0, texts, 500):
        with transaction.atomic():
            rows = []
            for number in range(start, min(start + 500, texts)):
                year = 2000 + number % 26
                rows.append(
                    make(
                        kind="policy",
                        title=f"关于{random.choice(_WORDS)}{random.choice(_WORDS)}的通知{number}",
                        number=f"民发〔{year}〕{number}号",
                        level="country",
                        region_code="000000000000",
                        source="测量用",
                        entered_by="测量",
                        text=_text(random, random.randint(400, 3000)),
                    )
                )
            for row in bulk.insert(Document, rows):
                index_document(row)


def main() -> None:
    """Measure."""
    texts, rounds = int(sys.argv[1]), int(sys.argv[2])
    load_first_entries()
    began = time.perf_counter()
    fill(texts)
    filled = time.perf_counter() - began
    user = acting_user(None)
    times: dict[str, list[float]] = {query: [] for query in _QUERIES}
    for query in _QUERIES:
        search_for(user, query)
    for _ in range(rounds):
        for query in _QUERIES:
            began = time.perf_counter()
            search_for(user, query)
            times[query].append((time.perf_counter() - began) * 1000)
    every = sorted(each for measured in times.values() for each in measured)
    worst = max(times, key=lambda query: sorted(times[query])[len(times[query]) // 2])
    give(
        {
            "search_p95_ms": round(every[int(len(every) * 0.95)], 2),
            "search_median_ms": round(every[len(every) // 2], 2),
            "worst_query": worst,
            "worst_query_ms": round(sorted(times[worst])[len(times[worst]) // 2], 2),
            "texts": texts,
            "index_seconds": round(filled, 1),
            "peak_mb": round(peak_mb(), 1),
        }
    )


if __name__ == "__main__":
    main()
