"""证书: opened, revoked, and proved to whoever holds the paper."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hudang.accounts.vocabulary import POST_LABELS, Post, Right
from hudang.training.actions.certificates import open_certificate, revoke_certificate
from hudang.training.queries.certificates import verify
from hudang.training.rules.certificates import shown_proof, tidy_proof
from hudang.web.shared.door import SignedInRequest, door
from hudang.web.shared.downloads import pdf_response


class ProofForm(forms.Form):
    """编号与验证码."""

    number = forms.CharField(label="证书编号", max_length=30, help_text="例如 220882-PX-2026-0001")
    proof = forms.CharField(label="验证码", max_length=20, help_text="证书左下角的十二位字母和数字")


@door()
def certificate(request: SignedInRequest, number: str) -> HttpResponse:
    """Send the PDF of a certificate."""
    found, content = open_certificate(actor=request.user, number=number)
    return pdf_response(f"培训证书-{found.number}", content)


@door(Right.MANAGE_TRAINING, methods=("POST",))
def revoke(request: SignedInRequest, number: str) -> HttpResponse:
    """Revoke a certificate with a reason."""
    found = revoke_certificate(actor=request.user, number=number, reason=request.POST.get("reason", ""))
    messages.success(request, f"证书 {number} 已撤销。")
    return redirect("training:staff-member", found.learner.username)


def ask(request: HttpRequest) -> HttpResponse:
    """Ask for number and proof, for those who cannot scan. Open to everybody, as the answer is."""
    form = ProofForm(request.GET or None)
    if form.is_valid():
        number, proof = form.cleaned_data["number"].strip().upper(), tidy_proof(form.cleaned_data["proof"])
        return redirect("training:verify", number.replace("/", ""), proof or "-")
    return render(request, "training/ask_proof.html", {"form": form})


def verified(request: HttpRequest, number: str, proof: str) -> HttpResponse:
    """Say whether a certificate is real. Open to everybody: the code cannot be guessed, the page names no household."""
    verdict = verify(number, proof)
    found = verdict.certificate
    context = {
        "verdict": verdict,
        "certificate": found,
        "post": POST_LABELS[Post(found.post)] if found else "",
        "proof": shown_proof(found.proof) if found else "",
    }
    return render(request, "training/verified.html", context, status=200 if found else 404)
