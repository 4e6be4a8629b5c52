"""What several forms share: codes as choices, columns of members and supporters, remedies, service."""

from __future__ import annotations

from functools import partial

from hudang.forms.rules.definition import Field, Section, Signatures, Signer, Text
from hudang.forms.vocabulary import Kind
from hudang.households import vocabulary as words

text = partial(Field, kind=Kind.TEXT)
story = partial(Field, kind=Kind.LONG_TEXT, width=12)
number = partial(Field, kind=Kind.INTEGER)
money = partial(Field, kind=Kind.MONEY, unit="元")
quantity = partial(Field, kind=Kind.QUANTITY)
day = partial(Field, kind=Kind.DATE)
month = partial(Field, kind=Kind.MONTH)
clock_time = partial(Field, kind=Kind.TIME)
moment = partial(Field, kind=Kind.MOMENT)
yes_no = partial(Field, kind=Kind.YES_NO)
choice = partial(Field, kind=Kind.CHOICE)
choices = partial(Field, kind=Kind.CHOICES)
identity = partial(Field, kind=Kind.IDENTITY, sensitive=True)
certificate = partial(Field, kind=Kind.CERTIFICATE, sensitive=True)
account = partial(Field, kind=Kind.ACCOUNT, sensitive=True)
phone = partial(Field, kind=Kind.TELEPHONE, sensitive=True)
# of an office: public, so never masked
office_phone = partial(Field, kind=Kind.TELEPHONE)
place = partial(Field, kind=Kind.DIVISION)
person = partial(Field, kind=Kind.PERSON)
signature = partial(Field, kind=Kind.SIGNATURE)
photo = partial(Field, kind=Kind.PHOTO)

RELATION = words.RELATION
# the kinds of support that people apply for; the others of C11 come by other ways
APPLIED_FOR = {code: words.ASSISTANCE[code] for code in ("01", "02", "11", "12", "21", "22", "31", "32")}
AGREE = {"agree": "同意", "disagree": "不同意"}
AGREE_OR_RETURN = AGREE | {"return": "退回"}
# C28
SERVICE = {"1": "直接送达", "2": "留置送达", "3": "邮寄送达", "4": "委托送达", "5": "电子送达", "6": "公告送达"}
# C29
CHANGE_KIND = {
    "1": "增发", "2": "减发", "3": "停发", "4": "人口变更", "5": "户主变更", "6": "分类施保", "7": "标准调整", "8": "类别转换",
    "9": "渐退", "10": "迁移", "11": "恢复发放", "12": "勘误", "13": "暂缓发放",
}  # fmt: skip
# C30
CHANGE_REASON = words.STOP_REASON | {
    "09": "放弃法定赡养费", "10": "不参加公益劳动", "15": "人口减少", "16": "收入增加", "17": "身份失效（年龄、残疾人证、毕业）",
    "18": "标准调整", "19": "收入减少或新增刚性支出", "20": "人口增加",
}  # fmt: skip
# C21
EXEMPTION = {"1": "医疗用车", "2": "康复用车", "3": "谋生用车", "4": "救助存款", "5": "卖房存款", "9": "其他必需"}
# C31, C32, C33, C42
WAY = {
    "HOME": "家访", "PHONE": "电话", "VIDEO": "视频", "NEIGH": "邻里访问", "CHECK": "信息核对", "LETTER": "信函", "SELF": "自报",
    "DOC": "资料审查",
}  # fmt: skip
OUTCOME = {"1": "维持", "2": "增发", "3": "减发", "4": "停发", "5": "渐退", "6": "转类", "7": "待查"}
# what a visit to the household itself can be done by
VISIT_WAY = {code: WAY[code] for code in ("HOME", "PHONE", "VIDEO")}
DIFFERENCE = {
    "1": "无变化", "2": "标准调整", "3": "人口", "4": "收入", "5": "分类施保", "6": "补发", "7": "扣回或追缴", "8": "银行延误",
    "9": "退回", "10": "被代领或截留嫌疑", "99": "其他",
}  # fmt: skip
REFERRAL = {
    "1": "医疗", "2": "教育", "3": "住房", "4": "就业", "5": "临时救助", "6": "照护", "7": "心理", "8": "司法", "9": "其他",
}  # fmt: skip
NOTICE_KIND = {"1": "审核公示", "2": "变更公示", "3": "年审公示", "4": "长期公布"}
GOOD_TO_BAD = {"1": "良", "2": "中", "3": "差"}
ORIGINAL = {"original": "原件", "copy": "复印件"}


def name_of(key: str = "applicant", label: str = "申请人", width: int = 4) -> Field:
    """The name of a person whom the form is about."""
    return person(key, label, required=True, width=width)


def identity_of(key: str = "identity", label: str = "公民身份号码", width: int = 8) -> Field:
    """That person's identity number."""
    return identity(key, label, required=True, width=width)


def phone_of(key: str = "phone", label: str = "联系电话", width: int = 6) -> Field:
    """That person's telephone number."""
    return phone(key, label, required=True, width=width)


MEMBER_COLUMNS = (
    person("name", "姓名", required=True, width=8),
    choice("relation", "与户主关系", required=True, choices=RELATION, width=8),
    choice("sex", "性别", required=True, choices={"1": "男", "2": "女"}, width=5),
    identity("identity", "公民身份号码", required=True, width=19),
    choice("health", "健康状况", choices=words.HEALTH, width=8),
    choice("work_capacity", "劳动能力", choices=words.WORK_CAPACITY, width=9),
    choice("employment", "就业状况", choices=words.EMPLOYMENT, width=8),
    money("income", "月收入", width=8),
    yes_no("covered", "保障对象", width=6),
)

# 行政复议法 2023 第二十条（六十日），行政诉讼法第四十六条（六个月），社会救助暂行办法第六十五条
REMEDY_FIELDS = (
    text("reconsideration", "行政复议机关", required=True, help="例如：大安市人民政府", width=6, longest=60),
    text("court", "管辖法院", required=True, help="例如：大安市人民法院", width=6, longest=60),
)
REMEDY = Text(
    "如不服本决定，可以自收到本告知书之日起六十日内向{reconsideration}申请行政复议，"
    "也可以自收到本告知书之日起六个月内依法向{court}提起行政诉讼。"
)


def refusal_fields(what: str) -> tuple[Field, ...]:
    """The facts, reasons and legal basis that every adverse notice must state."""
    return (
        story(
            "facts",
            "事实",
            required=True,
            help=f"查明了什么：何时、何种方式、结果如何（{what}的依据）",
            width=12,
            lines=3,
        ),
        story("reasons", "理由", required=True, help="为什么这样决定，写到本人能看懂、能核对", lines=3),
        story("basis", "法律依据", required=True, help="文件名称和条款，例如《社会救助暂行办法》第九条", lines=2),
    )


FACTS = Text("经查明：{facts}。")
REASONS = Text("理由：{reasons}。")
BASIS = Text("依据{basis}，作出以上决定。")


SERVED = Section(
    "送达",
    (
        Signatures(
            (
                Signer("receiver", "受送达人（或代收人）"),
                Signer("server", "送达人"),
            )
        ),
    ),
)
