"""Words and codes of households and their members (code-tables.md). A clerk could proof-read this file."""

from __future__ import annotations

from enum import StrEnum

SEX = {"0": "未知", "1": "男", "2": "女", "9": "未说明"}

# C2, GB/T 4761-2008, two digits
RELATION = {
    "01": "本人", "02": "户主", "10": "配偶", "11": "夫", "12": "妻", "20": "子", "21": "独生子", "22": "长子",
    "23": "次子", "24": "三子", "25": "四子", "26": "五子", "27": "养子或继子", "28": "女婿", "29": "其他儿子",
    "30": "女", "31": "独生女", "32": "长女", "33": "次女", "34": "三女", "35": "四女", "36": "五女",
    "37": "养女或继女", "38": "儿媳", "39": "其他女儿", "40": "孙子女/外孙子女", "41": "孙子", "42": "孙女",
    "43": "外孙子", "44": "外孙女", "45": "孙媳/外孙媳", "46": "孙女婿/外孙女婿", "47": "曾孙子/外曾孙子",
    "48": "曾孙女/外曾孙女", "49": "其他孙辈", "50": "父母", "51": "父亲", "52": "母亲", "53": "公公",
    "54": "婆婆", "55": "岳父", "56": "岳母", "57": "继父或养父", "58": "继母或养母", "59": "其他父母关系",
    "60": "祖父母/外祖父母", "61": "祖父", "62": "祖母", "63": "外祖父", "64": "外祖母",
    "65": "配偶的(外)祖父母", "66": "曾祖父", "67": "曾祖母", "68": "配偶的曾祖父母", "69": "其他(祖辈)",
    "70": "兄弟姐妹", "71": "兄", "72": "嫂", "73": "弟", "74": "弟媳", "75": "姐姐", "76": "姐夫",
    "77": "妹妹", "78": "妹夫", "79": "其他兄弟姐妹", "80": "其他", "81": "伯父", "82": "伯母", "83": "叔父",
    "84": "婶母", "85": "舅父", "86": "舅母", "87": "姨父", "88": "姨母", "89": "姑父", "90": "姑母",
    "91": "堂兄弟姐妹", "92": "表兄弟姐妹", "93": "侄子", "94": "侄女", "95": "外甥", "96": "外甥女",
    "97": "其他亲属", "99": "非亲属",
}  # fmt: skip
HEAD = "02"

# C13, GA/T 517
IDENTITY_KIND = {
    "111": "居民身份证", "112": "临时身份证", "113": "户口簿", "114": "军官证", "414": "普通护照",
    "511": "台湾居民来往大陆通行证", "516": "港澳居民来往内地通行证", "553": "外国人永久居留身份证", "990": "其他",
}  # fmt: skip
IDENTITY_CARD = "111"

# C3, GB/T 3304-1991
ETHNICITY = dict(
    enumerate(
        "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 "
        "景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 "
        "裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺".split(),
        start=1,
    )
)
ETHNICITY_LABELS = {f"{number:02d}": f"{name}族" for number, name in ETHNICITY.items()} | {
    "97": "其他",
    "98": "外国血统入籍",
}

MARITAL = {
    "10": "未婚", "20": "已婚", "21": "初婚", "22": "再婚", "23": "复婚", "30": "丧偶", "40": "离婚", "90": "未说明",
}  # fmt: skip
# business short codes of C6
HEALTH = {"1": "健康", "2": "一般或较弱", "3": "慢性病", "4": "重病", "5": "残疾", "6": "重病重残"}
DISABILITY_KIND = {"1": "视力", "2": "听力", "3": "言语", "4": "肢体", "5": "智力", "6": "精神", "7": "多重"}
DISABILITY_LEVEL = {"1": "一级", "2": "二级", "3": "三级", "4": "四级"}
WORK_CAPACITY = {"1": "有劳动能力", "2": "部分丧失", "3": "完全丧失", "4": "无劳动能力"}
SELF_CARE = {"1": "能自理", "2": "部分自理", "3": "不能自理"}
EMPLOYMENT = {
    "1": "在职职工", "2": "灵活就业", "3": "登记失业", "4": "未登记失业", "5": "在校生", "6": "学龄前",
    "7": "老年人/退休", "8": "务农", "9": "外出务工", "10": "丧失劳力", "99": "其他",
}  # fmt: skip
EDUCATION_STAGE = {
    "0": "学前", "1": "小学", "2": "初中", "3": "普高", "4": "中职", "5": "大专", "6": "本科", "7": "研究生", "8": "特教",
}  # fmt: skip
REGISTRATION = {"1": "城镇（非农）", "2": "农村（农业）", "3": "居民户口"}
# C11
ASSISTANCE = {
    "01": "城市低保", "02": "农村低保", "11": "城市单人保", "12": "农村单人保", "21": "城市边缘", "22": "农村边缘",
    "31": "城市刚性", "32": "农村刚性", "41": "特困集中（城）", "42": "特困集中（农）", "43": "特困分散（城）",
    "44": "特困分散（农）", "90": "防返贫监测", "99": "其他低收入",
}  # fmt: skip
URBAN_ASSISTANCE = frozenset({"01", "11", "21", "31", "41", "43"})
ABC_CLASS = {"A": "A 类", "B": "B 类", "C": "C 类"}
# C16
CAUSE = {
    "1": "疾病", "2": "残疾", "3": "因学", "4": "灾害", "5": "缺乏劳动力", "6": "失业/收入低", "7": "失地", "8": "意外", "99": "其他",
}  # fmt: skip
# C43: income kinds, grouped as the law groups them
INCOME_KIND = {
    "101": "工资薪金", "102": "务工（外出）", "103": "劳务报酬、零工", "201": "种植", "202": "养殖", "203": "捕捞、林果",
    "204": "承包经营", "205": "个体、有偿服务", "301": "财产租赁、转让", "302": "利息、股息、红利", "303": "土地流转",
    "401": "离退休金、养老金", "402": "失业金、遗属等", "403": "赡（抚、扶）养费", "404": "各类生活补助（计入部分）",
    "405": "赔偿、继承、赠与", "501": "偶然所得及其他", "599": "未分项收入",
}  # fmt: skip
INCOME_GROUP = {"1": "工资性收入", "2": "经营净收入", "3": "财产净收入", "4": "转移净收入", "5": "其他收入"}
# C35
ASSET_KIND = {
    "11": "存款", "12": "证券", "13": "基金", "14": "保险", "15": "债权", "16": "现金", "17": "互联网金融",
    "18": "工商认缴", "21": "住房", "22": "非住房", "23": "土地权益", "24": "林木", "31": "生活用车",
    "32": "营运/谋生车", "33": "船舶", "34": "农机", "35": "大型机械", "41": "牲畜", "99": "其他",
}  # fmt: skip
HOUSE_KIND = {
    "1": "自有商品房", "2": "经适房", "3": "单位福利房", "4": "拆迁安置", "5": "自建", "6": "其它自有", "7": "公租/廉租",
    "8": "租私", "9": "借住/寄居", "99": "其它",
}  # fmt: skip
HOUSE_STRUCTURE = {
    "1": "土木平房", "2": "砖木平房", "3": "砖混平房", "4": "砖混楼房", "5": "钢混", "99": "其它",
}  # fmt: skip
HOUSE_DANGER = {"A": "A 级", "B": "B 级", "C": "C 级", "D": "D 级"}
LIVING = {"1": "在家", "2": "外出务工", "3": "住校", "4": "住院", "5": "养老机构", "6": "服刑", "7": "失联"}
# C26: why a membership ended
LEAVING = {"21": "死亡", "22": "户口迁出", "23": "婚出", "24": "服刑", "25": "参军", "26": "失踪", "29": "其他"}
# C20, GB/T 4658-2006, and C22, GB/T 4762
EDUCATION = {
    "10": "研究生", "20": "本科", "30": "专科", "40": "中职", "60": "高中", "70": "初中", "80": "小学", "90": "其他（含文盲）",
}  # fmt: skip
POLITICS = {"01": "中共党员", "02": "预备党员", "03": "共青团员", "13": "群众"}
# C4: who gets the category supplement, C23: who does not count as living together, C24, C25
SUPPLEMENT_CLASS = {
    "1": "重病", "2": "重度残疾", "3": "三级智力/精神残疾", "4": "老年人（70 岁以上）", "5": "老年人（60–69 岁）",
    "6": "未成年人", "7": "孕期/哺乳期", "8": "单亲", "9": "艾滋病",
}  # fmt: skip
NOT_COUNTED = {
    "1": "服刑", "2": "强制隔离戒毒", "3": "宣告失踪", "4": "宗教教职人员", "5": "未婚现役军人", "6": "分户单算", "9": "省里规定的其他",
}  # fmt: skip
INSURANCE = {
    "0": "无", "1": "城乡居民养老", "2": "职工养老", "3": "居民医保", "4": "职工医保", "5": "失业", "6": "工伤", "7": "商业",
}  # fmt: skip
SPECIAL_GROUP = {
    "1": "森工", "2": "农垦", "3": "刑释", "4": "散居归侨侨眷", "5": "水库移民", "6": "高校毕业生", "7": "退役军人",
    "8": "三峡移民", "9": "优抚",
}  # fmt: skip
# C30, the reasons that end the support of a whole household
STOP_REASON = {
    "01": "收入超标", "02": "财产超标", "03": "死亡（全户）", "04": "户籍迁出", "05": "拒绝或不配合核查", "06": "隐瞒虚报骗取",
    "07": "连续三次拒绝就业", "08": "高消费无正当理由", "11": "转特困", "12": "渐退期满", "13": "自愿放弃",
    "14": "连续 6 月未领或失联", "99": "其他",
}  # fmt: skip
DIED = "21"
JOINING = {"11": "新生", "12": "婚入", "13": "迁入", "14": "刑满/退役返", "19": "其他"}


class BenefitState(StrEnum):
    """在保状态 (process.md §4); the value is stored."""

    APPLYING = "APPLYING"
    ACTIVE = "ACTIVE"
    GRADUAL = "GRADUAL"
    PAUSED = "PAUSED"
    STOPPED = "STOPPED"
    REFUSED = "REFUSED"
    EDGE = "EDGE"


BENEFIT_STATE_LABELS = {
    BenefitState.APPLYING: "申请中",
    BenefitState.ACTIVE: "在保",
    BenefitState.GRADUAL: "渐退期",
    BenefitState.PAUSED: "暂缓发放",
    BenefitState.STOPPED: "已停保",
    BenefitState.REFUSED: "未获批",
    BenefitState.EDGE: "边缘/备案",
}
# a person may be a member of one household in these states only (R20)
SUPPORTED_STATES = frozenset(
    {BenefitState.APPLYING, BenefitState.ACTIVE, BenefitState.GRADUAL, BenefitState.PAUSED, BenefitState.EDGE}
)

# in these states the household is in payment (在保)
IN_PAYMENT = frozenset({BenefitState.ACTIVE, BenefitState.GRADUAL, BenefitState.PAUSED})


class IncomePeriod(StrEnum):
    """The period an income item's amount stands for."""

    MONTH = "month"
    YEAR = "year"


INCOME_PERIOD_LABELS = {IncomePeriod.MONTH: "元/月", IncomePeriod.YEAR: "元/年"}

# family structure (C17)
FAMILY_STRUCTURE = {
    "1": "单人户（单独申请）", "2": "一人户", "3": "夫妻", "4": "夫妻与未成年子女", "5": "单亲与未成年子女",
    "6": "老人独居", "7": "老年夫妻", "8": "隔代家庭", "9": "含成年残疾子女", "10": "三代同住",
    "11": "孤儿/事实无人抚养", "99": "其他",
}  # fmt: skip
# a class for lack of members or incomes: 其他
UNDECIDED = "99"
# main source of income (C12)
INCOME_SOURCE = {
    "1": "无收入", "2": "工资务工", "3": "种植", "4": "养殖", "5": "经营", "6": "财产（租金/流转）",
    "7": "转移（养老金等）", "8": "赡养抚养", "9": "混合", "10": "仅靠救助", "99": "其他",
}  # fmt: skip
# which source (C12) an income kind (C43) counts as; 599 has none of its own, 404 alone is source 10
SOURCE_OF_INCOME_KIND = {
    "101": "2", "102": "2", "103": "2", "201": "3", "202": "4", "203": "3", "204": "5", "205": "5", "301": "6", "302": "6",
    "303": "6", "401": "7", "402": "7", "403": "8", "404": "7", "405": "7", "501": "99",
}  # fmt: skip
# which source somebody's employment (C10) speaks for where the amounts do not say
SOURCE_OF_EMPLOYMENT = {"1": "2", "2": "2", "9": "2", "8": "3", "7": "7"}


class Tag(StrEnum):
    """人员与家庭特征标签; several may hold at once."""

    DISABLED_ELDER = "disabled_elder"
    DISABLED_NO_INCOME = "disabled_no_income"
    STUDENT = "student"
    SERIOUS_ILLNESS = "serious_illness"
    SEVERE_DISABILITY = "severe_disability"
    DISABLED = "disabled"
    ELDER = "elder"
    MINOR = "minor"
    SINGLE_PARENT = "single_parent"


TAG_LABELS = {
    Tag.DISABLED_ELDER: "持证残疾老人",
    Tag.DISABLED_NO_INCOME: "无收入残疾人",
    Tag.STUDENT: "在读学生",
    Tag.SERIOUS_ILLNESS: "重病",
    Tag.SEVERE_DISABILITY: "重残",
    Tag.DISABLED: "持证残疾",
    Tag.ELDER: "老年人",
    Tag.MINOR: "未成年",
    Tag.SINGLE_PARENT: "单亲",
}


class Characteristic(StrEnum):
    """家庭特征 that call for further materials in the pouch (archive.md §2.1 remarks, §2.2); the value is stored."""

    DISABLED_MEMBER = "disabled_member"
    SEVERE_DISABILITY = "severe_disability"
    STUDENT = "student"
    SERIOUS_ILLNESS = "serious_illness"
    CHRONIC_ILLNESS = "chronic_illness"
    DIVORCED_OR_SINGLE_PARENT = "divorced_or_single_parent"
    REMARRIED = "remarried"
    LOST_WORK_CAPACITY = "lost_work_capacity"
    WORKING_AGE_NO_WORK = "working_age_no_work"
    FARMING = "farming"
    BUSINESS = "business"
    SINGLE_PERSON = "single_person"
    HAS_INCOME = "has_income"
    HAS_SUPPORTER = "has_supporter"
    SEPARATED_RESIDENCE = "separated_residence"
    HAS_ASSETS = "has_assets"
    MEMBER_LEFT = "member_left"
    MEMBER_DIED = "member_died"
    GUARDIANSHIP = "guardianship"
    URBAN = "urban"


CHARACTERISTIC_LABELS = {
    Characteristic.DISABLED_MEMBER: "残疾成员",
    Characteristic.SEVERE_DISABILITY: "重残成员",
    Characteristic.STUDENT: "在读成员",
    Characteristic.SERIOUS_ILLNESS: "重病成员",
    Characteristic.CHRONIC_ILLNESS: "慢性病成员",
    Characteristic.DIVORCED_OR_SINGLE_PARENT: "离异或单亲",
    Characteristic.REMARRIED: "再婚或复婚",
    Characteristic.LOST_WORK_CAPACITY: "劳动年龄内丧失或部分丧失劳动能力",
    Characteristic.WORKING_AGE_NO_WORK: "劳动年龄无业",
    Characteristic.FARMING: "务农",
    Characteristic.BUSINESS: "经营户",
    Characteristic.SINGLE_PERSON: "单人户",
    Characteristic.HAS_INCOME: "有收入来源",
    Characteristic.HAS_SUPPORTER: "有赡养、抚养或扶养义务人",
    Characteristic.SEPARATED_RESIDENCE: "人户分离",
    Characteristic.HAS_ASSETS: "有登记的财产",
    Characteristic.MEMBER_LEFT: "有减员",
    Characteristic.MEMBER_DIED: "有成员死亡",
    Characteristic.GUARDIANSHIP: "需监护的孤儿或事实无人抚养儿童",
    Characteristic.URBAN: "城镇家庭",
}
