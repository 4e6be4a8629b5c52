"""What quality tells people in their inbox."""

from __future__ import annotations

from hudang.notifications.rules.templates import Template
from hudang.notifications.vocabulary import Kind

GRAVE_PROBLEMS = Template(
    "grave_problems",
    Kind.QUALITY,
    "{place}新发现 {count} 处严重的质量问题",
    "点开清单，逐条改正；改好的下次检查自动销号。",
)
BELOW_TARGET = Template(
    "below_target", Kind.QUALITY, "{place}{measure}{rate}%，未达目标 {target}%", "点开看板，从没有达到的一项改起。"
)
