"""制度 at hand: the version that holds for a county on a day, by family and by the step that rests on it."""

from __future__ import annotations

from dataclasses import dataclass

from hudang.accounts.models import User
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible
from hudang.library.models import Document, Rule, RuleVersion
from hudang.library.queries.documents import known_documents
from hudang.library.queries.seen import county_of, may_read, ours, seen_by
from hudang.library.rules.citing import cited_in
from hudang.library.vocabulary import FAMILY_LABELS, RuleFamily


@dataclass(frozen=True)
class RuleAtHand:
    """A rule with the version that holds, and all its versions, the latest first."""

    rule: Rule
    version: RuleVersion
    versions: tuple[RuleVersion, ...]

    @property
    def paragraphs(self) -> list[str]:
        """The lines of the text."""
        return [line.strip() for line in self.version.text.splitlines() if line.strip()]

    @property
    def family_label(self) -> str:
        """归档, 岗位职责 …"""
        return FAMILY_LABELS[RuleFamily(self.rule.family)]


@dataclass(frozen=True)
class Basis:
    """One part of a basis: what it says, and the document that it means."""

    said: str
    article: str
    document: Document | None


def rules_for(user: User, family: str = "") -> list[RuleAtHand]:
    """Return the rules of the user's county in their order."""
    may_read(user)
    rows = Rule.objects.filter(ours(user))
    if family:
        rows = rows.filter(family=family)
    order = list(RuleFamily)
    found = [_at_hand(user, rule) for rule in rows.prefetch_related("versions")]
    at_hand = [each for each in found if each is not None]
    return sorted(at_hand, key=lambda each: (order.index(RuleFamily(each.rule.family)), each.rule.position))


def rule_for(user: User, key: str) -> RuleAtHand:
    """Return one rule; raises ``NotVisible``."""
    may_read(user)
    rule = Rule.objects.filter(ours(user), key=key).prefetch_related("versions").first()
    found = _at_hand(user, rule) if rule else None
    if found is None:
        raise NotVisible
    return found


def rules_of_act(user: User, procedure: str, act: str) -> list[RuleAtHand]:
    """Return the rules on which a step of a procedure rests."""
    step = f"{procedure}:{act}"
    return [each for each in rules_for(user) if step in each.rule.acts]


def _at_hand(user: User, rule: Rule) -> RuleAtHand | None:
    """Return the rule with the version in force: the county's own, else the shipped; else the one that comes first."""
    county, today = county_of(user), clock.today()
    versions = [version for version in rule.versions.all() if version.county_code in ("", county)]
    if not versions:
        return None
    holding = [version for version in versions if version.valid_from <= today]
    own = [version for version in holding if version.county_code]
    version = (own or holding or versions[-1:])[0]
    return RuleAtHand(rule, version, tuple(versions))


def basis_of(user: User, text: str) -> list[Basis]:
    """Return the parts of a basis with the documents of the library that they mean."""
    may_read(user)
    parts = cited_in(text, known_documents(user))
    wanted = {part.document for part in parts if part.document}
    documents = Document.objects.filter(seen_by(user), pk__in=wanted).defer("text").in_bulk()
    return [Basis(part.said, part.article, documents.get(part.document or 0)) for part in parts]
