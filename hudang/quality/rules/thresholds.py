"""目标值 and deadlines of quality: a county sets them with validity dates like every parameter (R52)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hudang.kernel.parameters import parameter
from hudang.quality.vocabulary import Measure

AREA = "quality"


@dataclass(frozen=True)
class Thresholds:
    """What is to be reached by month, and after how long a stopped pouch should be closed."""

    filed_target: int = parameter(100, "建档率目标", unit="%", least=0, most=100, source="产品默认")
    complete_target: int = parameter(95, "材料齐全率目标", unit="%", least=0, most=100, source="产品默认")
    timely_target: int = parameter(95, "归档及时率目标", unit="%", least=0, most=100, source="产品默认")
    reviewed_target: int = parameter(95, "年审完成率目标", unit="%", least=0, most=100, source="产品默认")
    visited_target: int = parameter(95, "走访完成率目标", unit="%", least=0, most=100, source="产品默认")
    score_target: int = parameter(95, "质量得分目标", unit="%", least=0, most=100, source="产品默认")
    closing_days: int = parameter(
        90, "停保袋定卷期限", unit="天", least=10, most=365, help="停保后多少天内应定卷。", source="产品默认"
    )

    def targets(self) -> Mapping[Measure, int]:
        """Return the target of each measure."""
        return {
            Measure.FILED: self.filed_target,
            Measure.COMPLETE: self.complete_target,
            Measure.TIMELY: self.timely_target,
            Measure.REVIEWED: self.reviewed_target,
            Measure.VISITED: self.visited_target,
            Measure.SCORE: self.score_target,
        }
