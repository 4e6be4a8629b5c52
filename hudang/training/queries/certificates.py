"""Certificates: proving one, and those of one's own division."""

from __future__ import annotations

from dataclasses import dataclass
from hmac import compare_digest

from hudang.accounts.access import within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible
from hudang.platform.digests import lookup_hash
from hudang.training.models import Certificate
from hudang.training.rules.certificates import PROOF_LENGTH, tidy_proof


@dataclass(frozen=True)
class Verdict:
    """What a check of a certificate says: tone, sentence, and the certificate when it is one of ours."""

    tone: str
    sentence: str
    certificate: Certificate | None = None


def proof_of(number: str, learner_name: str, course_title: str, issued_on: str) -> str:
    """Return the code that only this installation can make for such a certificate."""
    return lookup_hash(f"{number}:{learner_name}:{course_title}:{issued_on}", "certificate")[:PROOF_LENGTH].upper()


def verify(number: str, proof: str) -> Verdict:
    """Say whether a certificate is real and in force. Needs no account: whoever holds the paper may ask."""
    found = Certificate.objects.filter(number=number.strip().upper()).first()
    given = tidy_proof(proof)
    wanted = _proof_again(found) if found else "-" * PROOF_LENGTH
    if not compare_digest(wanted.encode(), given.encode()) or found is None:
        return Verdict("bad", "没有这张证书，或验证码不符。请核对编号和验证码；确认无误的，请向发证单位查询。")
    if found.revoked_on:
        return Verdict("bad", f"证书已于 {found.revoked_on} 撤销：{found.revoked_reason}", found)
    if found.valid_until < clock.today():
        return Verdict("warn", f"证书真实，但已于 {found.valid_until} 到期。", found)
    return Verdict("ok", "证书真实，在有效期内。", found)


def _proof_again(certificate: Certificate) -> str:
    """Reckon the proof anew from what stands in the table, so that an altered row proves nothing."""
    return proof_of(
        certificate.number,
        certificate.learner_name,
        certificate.course_title,
        certificate.issued_on.isoformat(),
    )


def certificate_for(user: User, number: str) -> Certificate:
    """Return one's own certificate, or one of a colleague in the division of who organises training."""
    found = Certificate.objects.filter(number=number).select_related("course").first()
    if found is None:
        raise NotVisible
    if found.learner_id != user.pk and not _watches(user, found):
        raise NotVisible
    return found


def _watches(user: User, certificate: Certificate) -> bool:
    rows = Certificate.objects.filter(within(user, "division_code"), pk=certificate.pk)
    return user.may(Right.MANAGE_TRAINING) and rows.exists()


def certificates_of(user: User) -> list[Certificate]:
    """Return the user's own certificates."""
    return list(Certificate.objects.filter(learner=user).select_related("course"))
