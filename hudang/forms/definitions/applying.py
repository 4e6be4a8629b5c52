"""申请: F01 application, F02 pledge and authorization, F02a power of attorney (forms.md)."""

from __future__ import annotations

from hudang.forms.definitions.pieces import (
    APPLIED_FOR,
    RELATION,
    account,
    choice,
    choices,
    day,
    identity,
    identity_of,
    money,
    name_of,
    number,
    person,
    phone,
    phone_of,
    place,
    signature,
    story,
    text,
    yes_no,
)
from hudang.forms.rules.checks import different_people, in_order, no_repeats, not_more
from hudang.forms.rules.definition import FormDefinition, Numbering, Section, Signatures, Signer, Table, Text
from hudang.forms.vocabulary import Issuer, Stage
from hudang.households.vocabulary import CAUSE, IDENTITY_KIND

_AGENT = ("agent", "yes")
_ALONE = ("kind", ("11", "12"))
AGENT_KIND = {"1": "村（居）民委员会代办", "2": "亲友代办", "3": "监护人代为申请", "4": "社会救助协理员代办"}
# 沪条例 35 names what may be asked; the county may strike out what it cannot
CHECKED = {
    "1": "户籍", "2": "婚姻", "3": "车辆", "4": "不动产", "5": "市场主体登记", "6": "税务", "7": "社会保险", "8": "住房公积金",
    "9": "银行存款", "10": "证券", "11": "商业保险", "12": "医疗、教育支出",
}  # fmt: skip

F01 = FormDefinition(
    code="F01",
    title="最低生活保障申请书",
    stage=Stage.APPLYING,
    material="M01",
    sections=(
        Section(
            "申请人",
            (
                name_of(),
                choice("identity_kind", "证件类型", required=True, choices=IDENTITY_KIND, width=8, boxes=False),
                identity_of(width=12),
                choice("kind", "申请类别", required=True, choices=APPLIED_FOR, width=12),
                story(
                    "alone_basis",
                    "单人户依据",
                    required=True,
                    help="单独申请的，写明属于哪一种情形",
                    width=12,
                    when=_ALONE,
                ),
                text("registered_address", "户籍地址", required=True, help="与户口簿一致", width=12),
                place("registered_division", "户籍地村（社区）", required=True, width=6),
                phone_of(),
                yes_no("separated", "人户分离", required=True, width=6),
                place("division", "居住地村（社区）", required=True, width=6),
                text("address", "居住地址", required=True, width=12),
                number("size", "家庭人口", required=True, unit="人", width=4, least=1, most=20),
                number("covered", "申请保障人数", required=True, unit="人", width=4, least=1, most=20),
                money("income", "家庭月收入", required=True, unit="元，自述", width=4),
            ),
        ),
        Section(
            "申请理由",
            (
                choice("main_cause", "主要致困原因", required=True, choices=CAUSE, width=12),
                choices("causes", "其他致困原因", choices=CAUSE, width=12),
                story("reason", "家庭情况和申请理由", required=True, longest=1000, lines=5),
            ),
        ),
        Section(
            "代办与备案",
            (
                yes_no("agent", "由他人代办", required=True, help="代办的，附委托书（F02a）", width=6),
                yes_no(
                    "related",
                    "与经办人员或村（居）委会成员有近亲属关系",
                    required=True,
                    help="有的，填近亲属备案表（F07）",
                    width=6,
                ),
                choice("agent_kind", "代办类型", required=True, choices=AGENT_KIND, width=12, when=_AGENT),
                person("agent_name", "代办人姓名", required=True, width=4, when=_AGENT),
                choice("agent_relation", "与申请人关系", required=True, choices=RELATION, width=4, when=_AGENT),
                phone("agent_phone", "代办人电话", required=True, width=4, when=_AGENT),
                identity("agent_identity", "代办人公民身份号码", required=True, width=12, when=_AGENT),
            ),
        ),
        Section(
            "发放账户",
            (
                person("account_name", "户名", width=4),
                text("bank", "开户银行", width=8, longest=60),
                account("account", "银行账号", help="审核确认前补齐即可", width=12),
            ),
        ),
        Section(
            "",
            (
                Text("本人自愿申请最低生活保障，以上内容真实、完整；如有隐瞒、虚报，愿退回所得并承担相应法律责任。"),
                Signatures(
                    (Signer("signature", "申请人", True), Signer("agent_signature", "代办人", True, when=_AGENT))
                ),
            ),
        ),
    ),
    checks=(
        not_more("covered", "size", "申请保障人数不能多于家庭人口。"),
        different_people("applicant", "agent_name", "代办人不能是申请人本人；本人申请的，代办填“否”。"),
    ),
    note="本表由申请人如实填写；填写有困难的，可以委托村（居）民委员会或者其他人代为提出申请（《社会救助暂行办法》第十一条）。",
)

F02 = FormDefinition(
    code="F02",
    title="诚信承诺与家庭经济状况核对授权书",
    stage=Stage.APPLYING,
    material="M02",
    numbering=Numbering("低授字"),
    sections=(
        Section(
            "",
            (
                name_of(),
                identity_of(),
                text("authorized", "授权对象", required=True, help="民政部门和家庭经济状况核对机构的名称", width=12),
                day("from_on", "授权期限起", required=True, width=6, planned=True),
                day(
                    "until_on",
                    "授权期限止",
                    required=True,
                    help="默认为退出保障之日；可填预计日期",
                    width=6,
                    planned=True,
                ),
                choices("scope", "授权查询范围", required=True, choices=CHECKED, width=12, lines=3),
            ),
        ),
        Section(
            "承诺",
            (
                Text("一、本人及共同生活的家庭成员提交的申请材料和陈述的家庭情况真实、完整，没有隐瞒和虚报。"),
                Text(
                    "二、授权民政部门和核对机构，在上述范围和期限内查询、核对家庭成员的收入、财产和支出状况，并同意有关机构提供。"
                ),
                Text("三、配合入户调查、邻里访问、信函索证、公示和动态管理，按要求提供证明材料。"),
                Text(
                    "四、家庭人口、收入、财产状况发生变化的，及时向乡镇人民政府（街道办事处）报告；"
                    "骗取社会救助的，愿退回所得，并接受依法处理（《社会救助暂行办法》第十三条、第五十八条、第六十八条）。"
                ),
                yes_no("promised", "以上四项已知悉并承诺", required=True, width=12),
            ),
        ),
        Section(
            "全体成年家庭成员签名",
            (
                Table(
                    "adults",
                    "年满十八周岁的成员每人一行",
                    (
                        person("name", "姓名", required=True, width=8),
                        identity("identity", "公民身份号码", required=True, width=18),
                        choice("relation", "与申请人关系", required=True, choices=RELATION, width=10),
                        yes_no("guardian", "监护人代签", width=8),
                        signature("signature", "签名（指印）", required=True, width=16),
                        day("signed_on", "日期", required=True, width=10),
                    ),
                    least=1,
                    blank_rows=8,
                ),
            ),
        ),
    ),
    checks=(
        in_order("from_on", "until_on", "授权止日不能早于起日。"),
        no_repeats("adults", "identity", "这名成员已经填过一行。"),
    ),
    note="全体成年家庭成员都要签名，缺一人不能受理；无民事行为能力或者限制民事行为能力的成员由监护人代签。",
)

F02A = FormDefinition(
    code="F02a",
    issuer=Issuer.NOBODY,
    by_clerk=True,
    title="委托书",
    stage=Stage.APPLYING,
    material="M02a",
    sections=(
        Section(
            "委托人",
            (name_of("principal", "姓名"), identity_of("principal_identity"), phone_of("principal_phone", width=12)),
        ),
        Section(
            "受托人",
            (
                name_of("trustee", "姓名"),
                identity_of("trustee_identity"),
                choice("relation", "与委托人关系", required=True, choices=RELATION, width=6),
                phone_of("trustee_phone"),
            ),
        ),
        Section(
            "委托事项",
            (
                story(
                    "matters",
                    "委托事项",
                    required=True,
                    help="例如：代为提出低保申请、提交材料、签收文书",
                    width=12,
                    lines=4,
                ),
                day("from_on", "委托期限起", required=True, width=6, planned=True),
                day("until_on", "委托期限止", required=True, width=6, planned=True),
                Text("受托人在上述事项和期限内所作的行为，委托人均予认可；期限届满或者委托人书面撤销时，委托终止。"),
                Signatures(
                    (Signer("principal_signature", "委托人", True), Signer("trustee_signature", "受托人", True))
                ),
            ),
        ),
    ),
    checks=(
        in_order("from_on", "until_on", "委托止日不能早于起日。"),
        different_people("principal_identity", "trustee_identity", "受托人不能是委托人本人。"),
    ),
)
FORMS = (F01, F02, F02A)
