"""Chinese names of what the log holds: actions and fields. A test asks for a name of every action."""

from __future__ import annotations

ACTION_LABELS = {
    # 人员与授权
    "sign_in": "登录",
    "sign_out": "退出登录",
    "fail_sign_in": "登录失败",
    "change_password": "修改密码",
    "reset_password": "重置密码",
    "create_user": "开设账号",
    "rename_user": "修改用户姓名",
    "disable_user": "停用账号",
    "enable_user": "重新启用账号",
    "grant_post": "授予岗位",
    "withdraw_post": "收回岗位",
    # 行政区划
    "add_division": "新增区划",
    "rename_division": "区划改名",
    "set_division_aliases": "修改区划别名",
    "end_division": "停用区划",
    "merge_division": "区划并入",
    "import_division": "导入区划",
    # 日志
    "verify_audit": "校验日志",
    # 档案
    "found_bureau": "建立全宗",
}

FIELD_LABELS = {
    "name": "名称",
    "display_name": "姓名",
    "post": "岗位",
    "division_code": "管辖区划",
    "state": "状态",
    "aliases": "别名",
    "short_code": "短码",
    "valid_from": "启用日期",
    "valid_until": "停用日期",
    "successor": "并入",
    "since": "自",
    "county_code": "县代码",
    "entries": "条数",
    "faults": "问题数",
    "reason": "理由",
    "village_code": "村代码",
}
