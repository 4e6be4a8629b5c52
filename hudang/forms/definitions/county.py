"""县级核查: F10c, the county's own visit to a household before it confirms (process.md §2, 15; §10)."""

from __future__ import annotations

from hudang.forms.definitions.pieces import day, person, story, text, yes_no
from hudang.forms.rules.definition import FormDefinition, Numbering, Section, Signatures, Signer
from hudang.forms.vocabulary import Issuer, Stage

F10C = FormDefinition(
    code="F10c",
    title="县级入户核查记录",
    stage=Stage.DECIDING,
    material="M48",
    issuer=Issuer.COUNTY,
    numbering=Numbering("低核查字", Issuer.COUNTY),
    sections=(
        Section(
            "",
            (
                person("head", "户主", required=True, width=4),
                day("visited_on", "核查日期", required=True, width=4),
                text("why", "核查原因", required=True, help="近亲属备案、投诉举报、抽查", width=4, longest=40),
                text("visitors", "核查人（不少于 2 人）", required=True, width=12),
                story(
                    "finding", "核查情况", required=True, help="在场的人、居住、收入和财产与申报、调查是否一致", lines=8
                ),
                yes_no("agrees", "与乡镇调查一致", required=True, width=12),
                Signatures((Signer("first", "核查人"), Signer("second", "核查人"), Signer("respondent", "被核查人"))),
            ),
        ),
    ),
)
FORMS = (F10C,)
