"""Manning and appraisal: how many a post should have, what the parts of an appraisal weigh, which grade they give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hudang.accounts.vocabulary import POST_LABELS, Post
from hudang.training.vocabulary import Grade

# part → name and most points; 职业素养 is one of them (R46)
PARTS: dict[str, tuple[str, int]] = {
    "skill": ("业务能力", 25),
    "visits": ("走访完成", 20),
    "papers": ("材料质量", 20),
    "people": ("群众反映", 15),
    "ethics": ("职业素养", 20),
}
_GRADES = ((90, Grade.EXCELLENT), (75, Grade.GOOD), (60, Grade.BASIC))
# who must be trained every year: those whose work is with households and their papers
TRAINED_POSTS = (
    Post.VILLAGE_ASSISTANT,
    Post.TOWNSHIP_HANDLER,
    Post.TOWNSHIP_HEAD,
    Post.COUNTY_HANDLER,
    Post.COUNTY_HEAD,
    Post.ARCHIVIST,
)
MANNED_POSTS = (Post.TOWNSHIP_HANDLER, Post.TOWNSHIP_HEAD, Post.VILLAGE_ASSISTANT)


def usual_number(post: Post, villages: int) -> int:
    """Return how many a township should have of a post: an assistant a village, one of every other."""
    return villages if post is Post.VILLAGE_ASSISTANT else 1


def point_faults(points: Mapping[str, int]) -> dict[str, str]:
    """Return which parts are missing or beyond what they weigh."""
    faults = {}
    for part, (name, most) in PARTS.items():
        if part not in points:
            faults[part] = f"请填写{name}得分。"
        elif not 0 <= points[part] <= most:
            faults[part] = f"{name}应在 0 至 {most} 分之间。"
    return faults


def grade_of(total: int) -> Grade:
    """Return the grade for a total of 100."""
    return next((grade for least, grade in _GRADES if total >= least), Grade.FAILED)


@dataclass(frozen=True)
class Manning:
    """A post of a township: how many there should be, are, and have been trained this year."""

    post: Post
    wanted: int
    filled: int
    trained: int

    @property
    def post_label(self) -> str:
        """The post in Chinese."""
        return POST_LABELS[self.post]

    @property
    def short(self) -> int:
        """How many are missing."""
        return max(0, self.wanted - self.filled)

    @property
    def share(self) -> int | None:
        """持训率 in per cent; none where nobody is."""
        return self.trained * 100 // self.filled if self.filled else None
