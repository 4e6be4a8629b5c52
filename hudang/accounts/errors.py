"""Refusals of 人员与授权."""

from __future__ import annotations

from hudang.kernel.errors import Refusal


class UsernameTaken(Refusal):
    """Somebody has this user name already."""

    code = "USERNAME_TAKEN"
    template = "用户名“{username}”已被使用，请换一个。"


class PostDoesNotFit(Refusal):
    """A village assistant works in a village, township posts in a township, all others in a county."""

    code = "POST_DOES_NOT_FIT"
    template = "“{post}”的管辖区划应是{level}，请重新选择区划。"


class NotYourself(Refusal):
    """Nobody grants, withdraws or ends his own account."""

    code = "NOT_YOURSELF"
    template = "不能对自己的账号办理这项操作，请由另一位管理员办理。"


class LastOfItsPost(Refusal):
    """The last active administrator of a kind stays."""

    code = "LAST_OF_ITS_POST"
    template = "“{name}”是最后一位在用的{post}，不能停用或改任。请先由另一位接任。"


class WrongState(Refusal):
    """The act does not fit the state of the account."""

    code = "ACCOUNT_WRONG_STATE"
    template = "“{name}”的账号现在是“{state}”状态，不能办理这项操作。"


class GuardedAccount(Refusal):
    """Passwords of those who watch over the system administrator are reset at the server only."""

    code = "GUARDED_ACCOUNT"
    template = "{post}的密码不能由系统管理员重置。请在服务器上运行：hudang reset-password {username}"


class WrongPassword(Refusal):
    """The present password, asked before it is changed, is not right."""

    code = "WRONG_PASSWORD"
    template = "当前密码不对，请重新输入。"


class AlreadyFounded(Refusal):
    """The first-run page works only while there is nobody."""

    code = "ALREADY_FOUNDED"
    template = "系统已经完成首次设置，请直接登录。"


class NoSuchUser(Refusal):
    """The user named on the command line is not there or may not act."""

    code = "NO_SUCH_USER"
    template = "没有在用的用户“{username}”。请核对用户名，或用 hudang create-user 开设。"


class ViewNameMissing(Refusal):
    """A saved view has a name of at most thirty characters."""

    code = "VIEW_NAME_MISSING"
    template = "请给视图起一个名称（不超过 30 个字）。"


class ViewNameTaken(Refusal):
    """The user has another view of this name for the same list."""

    code = "VIEW_NAME_TAKEN"
    template = "您已有名为“{name}”的视图，请换一个名称。"


class ViewTooLong(Refusal):
    """The filters of a view are as long as an address may be."""

    code = "VIEW_TOO_LONG"
    template = "筛选条件太多，不能保存为视图。请去掉一些条件。"


class NoColumns(Refusal):
    """A list shows at least one column."""

    code = "NO_COLUMNS"
    template = "请至少选择一列。"
