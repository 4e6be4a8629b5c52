"""Giving certificates: numbered, set as PDF/A, kept, and proved by a keyed code."""

from __future__ import annotations

import io
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import POST_LABELS, Post, Right
from hudang.archives.actions.founding import fonds_of
from hudang.audit.log import Act, record
from hudang.divisions.queries import path_label
from hudang.households.actions.opening import reason_given
from hudang.kernel import clock
from hudang.kernel.division_codes import county_code
from hudang.kernel.errors import NotVisible
from hudang.platform import storage
from hudang.printing.actions.papers import document, fonts
from hudang.printing.cards import TrainingCertificate
from hudang.printing.rendering import render_noted
from hudang.training.models import Certificate, CertificateNumber, Course, Test
from hudang.training.queries.certificates import certificate_for, proof_of
from hudang.training.queries.courses import progress_of
from hudang.training.rules.certificates import certificate_number, shown_proof, valid_until
from hudang.training.vocabulary import COURSE_KIND_LABELS, CourseKind, TestState


def settle(learner: User, course: Course) -> Certificate | None:
    """Give the certificate when lessons, practice and test are all done, inside the caller's transaction."""
    (progress,) = progress_of(learner, [course])
    test = progress.test
    if not progress.ready or test is None or test.state != TestState.PASSED:
        return None
    if Certificate.objects.filter(test=test).exists():
        return None
    return _issue(learner, course, test)


def _issue(learner: User, course: Course, test: Test) -> Certificate:
    county, today = county_code(learner.division_code), clock.today()
    fonds = fonds_of(learner.division_code)
    number = certificate_number(county, today.year, _next(county, today.year))
    made = Certificate(
        number=number,
        proof=proof_of(number, learner.display_name, course.title, today.isoformat()),
        learner=learner,
        learner_name=learner.display_name,
        post=learner.post,
        division_code=learner.division_code,
        place=path_label(learner.division_code),
        course=course,
        course_title=course.title,
        course_version=test.course_version,
        kind=course.kind,
        test=test,
        score=test.score or 0,
        hours=course.hours,
        issuer=fonds.name if fonds else path_label(county),
        issued_on=today,
        valid_until=valid_until(today, course.valid_months),
    )
    made.sha256 = storage.keep(io.BytesIO(_drawn(made, learner))).sha256
    made.save()
    summary = f"发给{made.learner_name}《{made.course_title}》证书"
    record(learner, Act("issue_certificate", "certificate", number, summary=summary, after={"score": made.score}))
    return made


def _next(county: str, year: int) -> int:
    counter, _ = CertificateNumber.objects.select_for_update().get_or_create(county_code=county, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def proof_url(certificate: Certificate) -> str:
    """Return the address in the QR code, which proves the certificate."""
    where = reverse("training:verify", args=(certificate.number, certificate.proof))
    return f"{settings.PUBLIC_URL}{where}"


def _drawn(certificate: Certificate, actor: User) -> bytes:
    year, month, day = certificate.issued_on.timetuple()[:3]
    post = POST_LABELS[Post(certificate.post)]
    paper = TrainingCertificate(
        number=certificate.number,
        name=f"{certificate.learner_name}　同志：",
        words=(
            f"（{certificate.place}　{post}）参加《{certificate.course_title}》培训，"
            f"完成全部课程与练习，经测验成绩 {certificate.score} 分，合格，特发此证。"
        ),
        facts=(
            ("类别", COURSE_KIND_LABELS[CourseKind(certificate.kind)]),
            ("学时", f"{certificate.hours.normalize():f}"),
            ("有效期至", certificate.valid_until.isoformat()),
        ),
        issuer=certificate.issuer,
        issued_on=f"{year} 年 {month} 月 {day} 日",
        proof=shown_proof(certificate.proof),
        qr_url=proof_url(certificate),
    )
    content, _ = render_noted([paper], document(f"培训合格证书 {certificate.number}", actor), fonts=fonts())
    return content


@transaction.atomic
def open_certificate(*, actor: User, number: str) -> tuple[Certificate, bytes]:
    """Return a certificate with its PDF as it was made; raises ``NotVisible``."""
    certificate = certificate_for(actor, number)
    path: Path = storage.path_of(certificate.sha256)
    if not path.is_file():
        raise NotVisible
    record(actor, Act("open_certificate", "certificate", number, summary=f"打开证书 {number}"))
    return certificate, path.read_bytes()


@transaction.atomic
def revoke_certificate(*, actor: User, number: str, reason: str) -> Certificate:
    """Revoke a certificate; its QR code says so from now on."""
    require(actor, Right.MANAGE_TRAINING)
    certificate = certificate_for(actor, number)
    said = reason_given(reason, "撤销证书")
    certificate.revoked_on, certificate.revoked_reason = clock.today(), said[:200]
    certificate.save(update_fields=["revoked_on", "revoked_reason"])
    record(actor, Act("revoke_certificate", "certificate", number, summary=f"撤销证书 {number}", reason=said))
    return certificate
