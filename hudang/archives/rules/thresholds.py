"""The numbers of the archive that a county may set differently (archive.md §2.3, §3; R49, R50)."""

from __future__ import annotations

from dataclasses import dataclass

from hudang.archives.vocabulary import BOX_THICKNESSES_MM
from hudang.kernel.parameters import parameter

AREA = "archives"


@dataclass(frozen=True)
class Thresholds:
    """The archive's thresholds as they hold on one day; without a county's own values, the product's defaults."""

    page_micrometres: int = parameter(
        100, "每页厚度", unit="微米", least=50, most=300, help="70 克 A4 纸约 100 微米。", source="产品默认"
    )
    empty_pouch_micrometres: int = parameter(
        600, "空袋厚度", unit="微米", least=100, most=5000, help="牛皮纸袋或无酸卷皮本身。", source="产品默认"
    )
    pouch_limit_mm: int = parameter(
        20, "每袋装纸上限", unit="毫米", least=5, most=60, help="超过时另立第 2 袋。", source="袋厚 20–30 毫米"
    )
    box_free_percent: int = parameter(
        10, "每盒留空", unit="%", least=0, most=50, help="盒不装满，便于取放。", source="产品默认"
    )
    box_thickness_mm: int = parameter(
        50,
        "新盒厚度",
        unit="毫米",
        least=20,
        most=50,
        help="新立村盒的脊厚。",
        source="DA/T 22",
        choices=BOX_THICKNESSES_MM,
    )
    filing_deadline_workdays: int = parameter(
        10, "纸件归档时限", unit="个工作日", least=1, most=60, help="办结后须在此期限内挂接纸件。", source="R49"
    )
    loan_workdays: int = parameter(
        10,
        "借出期限",
        unit="个工作日",
        least=1,
        most=60,
        help="户袋原则上不外借；借出的须在此期限内归还。",
        source="产品默认",
    )
    month_days: int = parameter(
        31, "满一个月的天数", unit="天", least=28, most=31, help="批准后多少天起应有月度走访记录。", source="产品默认"
    )
    half_year_days: int = parameter(
        183, "满半年的天数", unit="天", least=150, most=200, help="批准后多少天起应有半年核查材料。", source="产品默认"
    )
    year_days: int = parameter(
        365, "满一年的天数", unit="天", least=330, most=400, help="批准后多少天起应有年度核查材料。", source="产品默认"
    )


DEFAULT_THRESHOLDS = Thresholds()
