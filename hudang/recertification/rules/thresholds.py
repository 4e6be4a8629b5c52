"""What regions set differently about recertification (dynamic-review.md §2–§5): each with validity dates."""

from __future__ import annotations

from dataclasses import dataclass

from hudang.kernel.parameters import parameter

AREA = "recertification"


@dataclass(frozen=True)
class Thresholds:
    """The numbers of recertification as they hold on one day."""

    event_days: int = parameter(
        10,
        "触发核查的期限",
        unit="个工作日",
        least=1,
        most=60,
        help="规则没有另写期限的，从情况发生之日起算。",
        source="产品默认",
    )
    expiry_notice_days: int = parameter(
        30, "证件到期提前核查", unit="日", least=0, most=120, help="到期前多少日生成任务。", source="产品默认"
    )
    attempt_days: int = parameter(
        3, "联系不上须尝试的次数", unit="个不同日", least=1, most=10, help="记满才算联系不上。", source="产品默认"
    )
    phone_seconds: int = parameter(
        60, "电话走访最短通话", unit="秒", least=0, most=600, help="更短的须写说明，否则退回。", source="产品默认"
    )
    orange_days: int = parameter(8, "逾期转橙", unit="日", least=2, most=60, source="动态管理办法，产品默认")
    red_days: int = parameter(31, "逾期转红、县级督办", unit="日", least=3, most=180, source="动态管理办法，产品默认")
    misses_to_county: int = parameter(
        2, "连续几期未访直接县级督办", unit="期", least=1, most=12, help="只用于每月一次的规则。", source="产品默认"
    )
    difference_percent: int = parameter(
        20, "核定与申报相差须写理由的比例", unit="%", least=0, most=100, source="产品默认"
    )
    difference_yuan: int = parameter(
        50,
        "核定与申报相差须写理由的金额",
        unit="元/月",
        least=0,
        most=5000,
        help="比例和金额都超过才须写。",
        source="产品默认",
    )
    power_times: int = parameter(
        2, "用电异常", unit="倍", least=1, most=20, help="月均用电超过本村平均多少倍时要写说明。", source="产品默认"
    )
    campaign_spot_percent: int = parameter(
        30,
        "年审县抽查比例",
        unit="%",
        least=0,
        most=100,
        help="从已审的户里随机抽取；建议增、减、停、渐退、转类的户全部抽查。",
        source="产品默认",
    )
    supervision_days: int = parameter(10, "督办反馈期限", unit="个工作日", least=1, most=60, source="产品默认")
    offline_days: int = parameter(
        7,
        "离线手机须联系的期限",
        unit="日",
        least=1,
        most=30,
        help="手机超过这些日子没有连上系统，口令打不开手机上的资料，须联网登录。",
        source="产品默认",
    )
