"""Which place of the guide speaks of which page: URL name → chapter#heading.

An area's own name stands for every page of it that is not named here.
"""

from __future__ import annotations

from django.urls import reverse

from hudang.web.help.contents import anchor_of

PLACES: dict[str, str] = {
    "home": "basics#首页",
    "ui": "basics",
    "help": "basics#在哪里看说明",
    "jobs": "basics#后台任务",
    "search": "finding#找一户",
    # 花名册
    "rosters": "rosters",
    "rosters:list": "rosters#导入花名册",
    "rosters:columns": "rosters#对应列",
    "rosters:detail": "rosters#看试运行的结果",
    # 家庭
    "households": "households",
    "households:list": "finding#在列表里查",
    "households:bulk": "finding#成批办理",
    "lists": "finding#保存视图",
    "households:new": "households#登记一户",
    "households:detail": "households#看一户",
    "households:history": "households#变更记录",
    "households:edit": "households#修改家庭信息",
    "households:dwelling": "households#修改家庭信息",
    "households:state": "changes#停保",
    "households:classification": "classification#人工调整",
    "households:incomes": "households#登记收入和财产",
    "households:assets": "households#登记收入和财产",
    "households:change-head": "changes#变更户主",
    "households:reveal": "households#看完整号码",
    "households:reveal-member": "households#看完整号码",
    "households:add-member": "changes#增员",
    "households:member": "households#修改成员",
    "households:edit-member": "households#修改成员",
    "households:end-membership": "changes#减员",
    # 申请办理
    "casework": "applications",
    "investigation": "investigation#调查任务",
    "investigation:request": "investigation#信息核对",
    "investigation:figures": "investigation#五列对照",
    "investigation:means": "investigation#测算",
    "investigation:mismatch": "investigation#不符告知与复查",
    "investigation:contest": "investigation#不符告知与复查",
    "investigation:recheck": "investigation#不符告知与复查",
    "casework:list": "applications#案件清单",
    "casework:board": "applications#案件清单",
    "casework:office": "applications#材料和文书",
    "casework:hand-over-all": "applications#延期移交与回避",
    "casework:hand-over": "applications#延期移交与回避",
    "casework:keep-out": "applications#延期移交与回避",
    "casework:exempt": "applications#延期移交与回避",
    "casework:extension": "applications#延期移交与回避",
    "casework:new": "applications#登记申请",
    "casework:desk": "applications#填写申报",
    "casework:case": "applications#案件页",
    # 动态管理
    "recertification": "recertification",
    "recertification:list": "recertification#看要做的核查",
    **dict.fromkeys(
        (
            "recertification:rules",
            "recertification:rule",
            "recertification:rule-new",
            "recertification:rule-edit",
            "recertification:trial",
            "recertification:under",
            "recertification:judged",
        ),
        "recertification#核查规则",
    ),
    "recertification:event-new": "recertification#登记需核查的情况",
    "recertification:event-lists": "recertification#导入死亡名单和核对预警",
    # 档案
    "archives": "boxes",
    "archives:wall": "boxes#档案墙",
    "archives:villages": "boxes#各村的村盒",
    "archives:boxes": "boxes#各盒清单",
    "archives:village": "boxes#一个村",
    "archives:box": "boxes#一个盒",
    "archives:file": "filing#打开户袋",
    "archives:pouch": "filing#打开户袋",
    "archives:new-item": "filing#逐件归档",
    "archives:item": "filing#看页",
    "archives:attach-scan": "filing#挂接扫描件",
    "archives:correct-item": "filing#更正著录",
    "archives:tree": "boxes#档案树",
    "archives:holdings": "boxes#七种视图",
    "archives:file-class": "classification#单独保密",
    "archives:loans": "boxes#借出与归还",
    "archives:lend-file": "boxes#借出与归还",
    "archives:closing": "boxes#待定卷",
    "archives:scan": "filing#扫码",
    "archives:move-household": "changes#县内迁居",
    "archives:split-household": "changes#分户",
    "archives:merge-household": "changes#合户",
    "archives:undo-move": "changes#县内迁居",
    "archives:undo-division": "changes#分户",
    "archives:undo-stop": "changes#停保",
    "archives:duties": "keeping#保管责任",
    "archives:late": "keeping#归档超时",
    "archives:calendar": "keeping#工作日历",
    "archives:shelves": "keeping#库房与架位",
    "archives:place-boxes": "keeping#初次安放",
    "archives:move-shelf": "keeping#移架",
    "archives:shelf-move": "keeping#移架",
    "archives:queue": "filing#待归件",
    "archives:decide": "filing#待归件",
    "archives:missing": "missing#看缺件清单",
    # 表单
    "forms": "forms",
    "forms:list": "forms#打印空白表",
    "forms:new": "forms#填写一张表",
    "forms:paper": "forms#重印",
    # 低保金
    "benefits": "benefits",
    "benefits:overview": "benefits#低保金首页",
    "benefits:found": "benefits#建立定额",
    "benefits:due": "benefits#到期与核对",
    "benefits:household": "benefits#一户的定额",
    "benefits:assessment": "benefits#一户的定额",
    "benefits:list": "benefits#编制和封账",
    "benefits:prepare": "benefits#编制和封账",
    "benefits:bank-file": "benefits#代发和回盘",
    "benefits:bank-return": "benefits#代发和回盘",
    "benefits:back-payments": "benefits#补发",
    "benefits:back-payment": "benefits#补发",
    "benefits:recoveries": "benefits#追缴",
    "benefits:recovery": "benefits#追缴",
    "benefits:changes": "benefits#标准调整",
    "benefits:change": "benefits#标准调整",
    "assessment:try": "benefits#试算",
    "sheets": "benefits#测算参数",
    # 打印与管理
    "printing": "printing",
    "printing:desk": "printing#打印一个村的盒",
    "printing:preview": "printing#先看再印",
    "printing:due": "printing#只重印有变化的标签",
    "printing:records": "printing#只重印有变化的标签",
    "printing:designs": "printing#标签与目录样式",
    "printing:design": "printing#标签与目录样式",
    # 学习与培训
    "training": "training",
    "training:home": "training#学课",
    "training:course": "training#学课",
    "training:lesson": "training#学课",
    "training:practice": "training#练习环境",
    "training:practice-task": "training#练习环境",
    "training:test": "training#测验和补考",
    "training:ask-proof": "training#证书",
    "training:verify": "training#证书",
    "configuration": "county-settings",
    "configuration:list": "county-settings#改一项设置",
    "configuration:new": "county-settings#改一项设置",
    "configuration:setting": "county-settings#停用与撤回",
    "configuration:schemes": "county-settings#分类方案",
    "configuration:scheme": "county-settings#预览和施行",
    "configuration:scheme-preview": "county-settings#预览和施行",
    "configuration:class": "county-settings#起草新的一版",
    "configuration:class-new": "county-settings#起草新的一版",
    "configuration:import": "county-settings#导出和导入设置",
    "configuration:import-confirm": "county-settings#导出和导入设置",
    "divisions": "divisions",
    "divisions:import": "divisions#导入区划表",
    "divisions:import-confirm": "divisions#导入区划表",
    "divisions:new": "divisions#新增改名与别名",
    "divisions:division": "divisions#新增改名与别名",
    "accounts": "accounts",
    "accounts:password": "basics#改密码",
    "accounts:new": "accounts#开设账号",
    "accounts:user": "accounts#授予和收回岗位",
    "notifications": "basics#消息",
    "nights": "administrators#夜间工作",
    "audit": "audit",
    "audit:entry": "audit#看一条日志",
}
CONTENTS = ""


def place_of(name: str) -> str:
    """Return the place of the guide for a URL name; the area's, or the contents, where none is named."""
    area, _, rest = name.partition(":")
    return PLACES.get(name) or (PLACES.get(area, CONTENTS) if rest else CONTENTS)


def help_url(name: str) -> str:
    """Return the address of the help for the page of this URL name."""
    chapter, _, anchor = place_of(name).partition("#")
    if not chapter:
        return reverse("help:contents")
    return reverse("help:chapter", args=(chapter,)) + (f"#{anchor_of(anchor)}" if anchor else "")
