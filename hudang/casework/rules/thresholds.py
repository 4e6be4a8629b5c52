"""What regions set differently about the procedure (process.md §11): each with validity dates in the settings."""

from __future__ import annotations

from dataclasses import dataclass

from hudang.kernel.parameters import parameter

AREA = "casework"
NATURAL_DAYS, WORKING_DAYS = 0, 1
NEVER, ON_OBJECTION, ALWAYS = 0, 1, 2
ON_ACCEPTANCE, ON_DECISION = 0, 1
REHEAD, CLOSE_AND_REOPEN = 0, 1


@dataclass(frozen=True)
class Thresholds:
    """The procedure's numbers as they hold on one day."""

    correction_days: int = parameter(
        30, "补正期限", unit="日", least=5, most=90, help="自然日，逾期未补正可按失效处理。", source="产品默认"
    )
    start_investigation_days: int = parameter(
        3, "启动调查时限", unit="个工作日", least=1, most=15, source="吉林省办法第十八条"
    )
    start_check_days: int = parameter(
        3, "启动信息核对时限", unit="个工作日", least=1, most=15, source="吉林省办法第十八条"
    )
    examination_days: int = parameter(
        10, "初审时限", unit="个工作日", least=3, most=30, help="受理后多少个工作日内提出初审意见。", source="各地 5–15"
    )
    notice_days: int = parameter(7, "审核公示天数", unit="天", least=3, most=15, source="吉林省办法第二十条")
    notice_unit: int = parameter(
        NATURAL_DAYS, "公示天数的算法", unit="", least=0, most=1, choices=(0, 1),
        help="0 为自然日，1 为工作日。", source="各地规定",
    )  # fmt: skip
    republish_days: int = parameter(
        0, "重新初审后再公示", unit="天", least=0, most=15, help="0 为不再公示，直接报县。", source="各地规定"
    )
    hearing_days: int = parameter(5, "异议处理时限", unit="个工作日", least=1, most=20, source="随州、宁国等地细则")
    county_days: int = parameter(10, "县审核确认时限", unit="个工作日", least=3, most=30, source="吉林省办法第二十一条")
    service_days: int = parameter(
        3, "不予确认告知书送达时限", unit="个工作日", least=1, most=15, source="吉林省办法第二十一条"
    )
    total_days: int = parameter(30, "全流程时限", unit="个工作日", least=15, most=60, source="民发〔2021〕57号")
    total_extended_days: int = parameter(
        45, "全流程时限（延期后）", unit="个工作日", least=20, most=90, source="民发〔2021〕57号"
    )
    excludes_notice: int = parameter(
        0,
        "公示和评议不计入全流程时限",
        unit="",
        least=0,
        most=1,
        choices=(0, 1),
        help="1 为不计入。",
        source="重庆等地",
    )
    return_pauses: int = parameter(
        0, "县退回期间全流程停止计时", unit="", least=0, most=1, choices=(0, 1), help="1 为停止。", source="各地规定"
    )
    confirm_by_township: int = parameter(
        0, "审核确认权", unit="", least=0, most=1, choices=(0, 1), help="0 为县级，1 为下放乡镇。", source="各地规定"
    )
    spot_check_percent: int = parameter(30, "县抽查比例", unit="%", least=0, most=100, source="各地规定，默认 30")
    hearing_needed: int = parameter(
        ON_OBJECTION, "民主评议", unit="", least=0, most=2, choices=(0, 1, 2),
        help="0 为不组织，1 为有异议时，2 为每案必经。", source="各地规定",
    )  # fmt: skip
    hearing_least: int = parameter(15, "评议最少人数", unit="人", least=5, most=60, source="商洛等地细则")
    hearing_present_percent: int = parameter(67, "评议到会比例", unit="%", least=50, most=100, source="商洛、腾冲等地")
    hearing_agree_percent: int = parameter(
        67, "评议通过比例", unit="%", least=50, most=100, help="到会人数中同意的比例。", source="各地规定"
    )
    residents_percent: int = parameter(33, "居民代表最低比例", unit="%", least=0, most=100, source="宁国细则")
    neighbours_least: int = parameter(2, "邻里访问最少人数", unit="人", least=1, most=10, source="产品默认")
    difference_yuan: int = parameter(
        50, "核定与申报相差须说明的金额", unit="元/月", least=0, most=5000, source="产品默认"
    )
    asset_difference_yuan: int = parameter(
        1000, "核定与申报财产相差须说明的金额", unit="元", least=0, most=100000, source="产品默认"
    )
    assessed_by: int = parameter(
        ON_DECISION, "测算用哪一日的标准和参数", unit="", least=0, most=1, choices=(0, 1),
        help="0 为受理之日，1 为作出决定（测算）之日。", source="各地规定",
    )  # fmt: skip
    home_survey_least: int = parameter(
        2, "入户调查最少人数", unit="人", least=1, most=5, source="民发〔2021〕57号"
    )  # fmt: skip
    home_photos_least: int = parameter(3, "入户照片最少张数", unit="张", least=1, most=20, source="产品默认")
    visit_months: int = parameter(
        12, "确认后首次核查间隔", unit="个月", least=1, most=12, source="各地规定"
    )  # fmt: skip
    remind_before_days: int = parameter(
        2, "办理时限提前提醒", unit="天", least=0, most=15, help="到期前多少天给经办人发消息。", source="产品默认"
    )
    head_death_mode: int = parameter(
        REHEAD, "户主死亡的办法", unit="", least=0, most=1, choices=(0, 1),
        help="0 为同户换户主，1 为停旧户、立新户并记接续。", source="各地规定；林口为停旧立新",
    )  # fmt: skip
