"""岗位与权限: posts, rights, and which post has which right."""

from __future__ import annotations

from enum import StrEnum


class Post(StrEnum):
    """岗位; the value is stored."""

    VILLAGE_ASSISTANT = "village_assistant"
    TOWNSHIP_HANDLER = "township_handler"
    TOWNSHIP_HEAD = "township_head"
    COUNTY_HANDLER = "county_handler"
    COUNTY_HEAD = "county_head"
    ARCHIVIST = "archivist"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    AUDITOR = "auditor"
    CONSOLE = "console"


POST_LABELS = {
    Post.VILLAGE_ASSISTANT: "村协理员",
    Post.TOWNSHIP_HANDLER: "乡镇经办",
    Post.TOWNSHIP_HEAD: "乡镇负责人",
    Post.COUNTY_HANDLER: "县经办",
    Post.COUNTY_HEAD: "县负责人",
    Post.ARCHIVIST: "档案管理员",
    Post.SYSTEM_ADMINISTRATOR: "系统管理员",
    Post.SECURITY_ADMINISTRATOR: "安全保密管理员",
    Post.AUDITOR: "审计员",
    Post.CONSOLE: "命令行",
}
ASSIGNABLE_POSTS = [post for post in Post if post is not Post.CONSOLE]


class Right(StrEnum):
    """权限; the value appears in no table, only posts are stored."""

    VIEW_HOUSEHOLDS = "view_households"
    EDIT_HOUSEHOLDS = "edit_households"
    IMPORT_ROSTERS = "import_rosters"
    REVEAL = "reveal"
    VIEW_SENSITIVE = "view_sensitive"
    VIEW_SECRET = "view_secret"
    SET_ASIDE = "set_aside"
    OVERRIDE_CLASSIFICATION = "override_classification"
    FILE_ITEMS = "file_items"
    CLOSE_POUCHES = "close_pouches"
    ARRANGE_BOXES = "arrange_boxes"
    PRINT = "print"
    DESIGN_PAPERS = "design_papers"
    EXPORT = "export"
    MANAGE_DIVISIONS = "manage_divisions"
    MANAGE_SETTINGS = "manage_settings"
    CREATE_USERS = "create_users"
    GRANT_POSTS = "grant_posts"
    DECIDE_BENEFITS = "decide_benefits"
    PREPARE_PAYMENTS = "prepare_payments"
    VIEW_AUDIT = "view_audit"
    VIEW_CASES = "view_cases"
    OPEN_CASES = "open_cases"
    HANDLE_CASES = "handle_cases"
    HANDLE_QUALITY = "handle_quality"
    VISIT = "visit"
    EXAMINE_VISITS = "examine_visits"
    SET_RULES = "set_rules"
    MANAGE_TRAINING = "manage_training"
    VIEW_LIBRARY = "view_library"
    KEEP_LIBRARY = "keep_library"


RIGHT_LABELS = {
    Right.VIEW_HOUSEHOLDS: "查看低保家庭",
    Right.EDIT_HOUSEHOLDS: "修改家庭与成员",
    Right.IMPORT_ROSTERS: "导入花名册",
    Right.REVEAL: "查看完整证件号与账号",
    Right.VIEW_SENSITIVE: "查看“敏感”类案卷的内容",
    Right.VIEW_SECRET: "查看“秘密”类案卷的内容",
    Right.SET_ASIDE: "归入、移出只由人归入的类",
    Right.OVERRIDE_CLASSIFICATION: "人工调整分类",
    Right.FILE_ITEMS: "材料归档",
    Right.CLOSE_POUCHES: "户袋定卷",
    Right.ARRANGE_BOXES: "整理村盒与存放位置",
    Right.PRINT: "打印标签与目录",
    Right.DESIGN_PAPERS: "修改标签样式",
    Right.EXPORT: "导出",
    Right.MANAGE_DIVISIONS: "维护行政区划",
    Right.MANAGE_SETTINGS: "维护设置与分类方案",
    Right.CREATE_USERS: "开设账号",
    Right.GRANT_POSTS: "授予岗位",
    Right.DECIDE_BENEFITS: "确定低保金",
    Right.PREPARE_PAYMENTS: "编制发放名册",
    Right.VIEW_AUDIT: "查看操作日志",
    Right.VIEW_CASES: "查看申请案件",
    Right.OPEN_CASES: "登记申请",
    Right.HANDLE_CASES: "办理案件",
    Right.HANDLE_QUALITY: "处理质量问题",
    Right.VISIT: "走访和填写核查表",
    Right.EXAMINE_VISITS: "派工、复核走访",
    Right.SET_RULES: "维护核查规则",
    Right.MANAGE_TRAINING: "组织培训与维护人员台账",
    Right.VIEW_LIBRARY: "查看地区资料与制度",
    Right.KEEP_LIBRARY: "登记地区资料与机构卷",
}

_CASEWORK = frozenset({Right.VIEW_HOUSEHOLDS, Right.VIEW_SENSITIVE, Right.REVEAL, Right.PRINT, Right.VIEW_LIBRARY})
_CASES = frozenset({Right.VIEW_CASES, Right.HANDLE_CASES})
_VISITS = frozenset({Right.VISIT, Right.EXAMINE_VISITS})
_ENTRY = frozenset({Right.EDIT_HOUSEHOLDS, Right.FILE_ITEMS, Right.EXPORT})
RIGHTS_OF_POST: dict[Post, frozenset[Right]] = {
    Post.VILLAGE_ASSISTANT: frozenset(
        {
            Right.VIEW_HOUSEHOLDS,
            Right.FILE_ITEMS,
            Right.PRINT,
            Right.VIEW_CASES,
            Right.OPEN_CASES,
            Right.VISIT,
            Right.VIEW_LIBRARY,
        }
    ),
    Post.TOWNSHIP_HANDLER: _CASEWORK
    | _ENTRY
    | _CASES
    | _VISITS
    | {
        Right.KEEP_LIBRARY,
        Right.OPEN_CASES,
        Right.HANDLE_QUALITY,
        Right.IMPORT_ROSTERS,
        Right.OVERRIDE_CLASSIFICATION,
        Right.ARRANGE_BOXES,
        Right.CLOSE_POUCHES,
    },
    Post.TOWNSHIP_HEAD: _CASEWORK | _CASES | {Right.EXPORT, Right.EXAMINE_VISITS, Right.MANAGE_TRAINING},
    Post.COUNTY_HANDLER: _CASEWORK
    | _ENTRY
    | _CASES
    | _VISITS
    | {
        Right.KEEP_LIBRARY,
        # an exempt case is the county's from beginning to end
        Right.OPEN_CASES,
        Right.HANDLE_QUALITY,
        Right.IMPORT_ROSTERS,
        Right.OVERRIDE_CLASSIFICATION,
        Right.ARRANGE_BOXES,
        Right.CLOSE_POUCHES,
        Right.DESIGN_PAPERS,
        Right.PREPARE_PAYMENTS,
        Right.VIEW_SECRET,
        Right.SET_ASIDE,
        Right.SET_RULES,
        Right.MANAGE_TRAINING,
    },
    Post.COUNTY_HEAD: _CASEWORK
    | _CASES
    | {Right.EXPORT, Right.EXAMINE_VISITS, Right.DECIDE_BENEFITS, Right.VIEW_SECRET, Right.MANAGE_TRAINING},
    Post.ARCHIVIST: _CASEWORK
    | {
        Right.FILE_ITEMS,
        Right.HANDLE_QUALITY,
        Right.CLOSE_POUCHES,
        Right.ARRANGE_BOXES,
        Right.EXPORT,
        Right.DESIGN_PAPERS,
        Right.MANAGE_SETTINGS,
        Right.KEEP_LIBRARY,
        Right.VIEW_SECRET,
        Right.SET_ASIDE,
        Right.MANAGE_TRAINING,
    },
    # the three separated administrators see no household (GB/T 39784, 三员分立)
    Post.SYSTEM_ADMINISTRATOR: frozenset({Right.MANAGE_DIVISIONS, Right.MANAGE_SETTINGS, Right.CREATE_USERS}),
    Post.SECURITY_ADMINISTRATOR: frozenset({Right.GRANT_POSTS}),
    Post.AUDITOR: frozenset({Right.VIEW_AUDIT}),
    Post.CONSOLE: frozenset(Right),
}


class AccountState(StrEnum):
    """账号状态: an account made by the system administrator waits until its post is granted."""

    PENDING = "pending"
    ACTIVE = "active"
    DISABLED = "disabled"


ACCOUNT_STATE_LABELS = {
    AccountState.PENDING: "待授权",
    AccountState.ACTIVE: "在用",
    AccountState.DISABLED: "停用",
}


class Listing(StrEnum):
    """Lists that users arrange for themselves; the value is stored."""

    HOUSEHOLDS = "households"
    MISSING = "missing"
    VILLAGES = "villages"
    BOXES = "boxes"


LISTING_LABELS = {
    Listing.HOUSEHOLDS: "低保家庭",
    Listing.MISSING: "缺件",
    Listing.VILLAGES: "各村",
    Listing.BOXES: "各盒",
}
