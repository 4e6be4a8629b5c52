"""``hudang create-user`` and ``hudang reset-password``."""

from __future__ import annotations

import click

from hudang.accounts.actions import upkeep
from hudang.accounts.actions.console import acting_user
from hudang.accounts.rules import first_password
from hudang.accounts.vocabulary import ASSIGNABLE_POSTS, POST_LABELS, Post
from hudang.cli.options import as_json, as_user
from hudang.cli.output import emit, refusals

_POSTS = {POST_LABELS[post]: post for post in ASSIGNABLE_POSTS} | {post.value: post for post in ASSIGNABLE_POSTS}


def _post(context: click.Context, parameter: click.Parameter, value: str) -> Post:
    if value not in _POSTS:
        words = "、".join(f"{POST_LABELS[post]}（{post.value}）" for post in ASSIGNABLE_POSTS)
        raise click.BadParameter(f"岗位应是：{words}", context, parameter)
    return _POSTS[value]


@click.command("create-user")
@click.option("--username", required=True, help="用户名，3–40 位字母、数字、点、横线。")
@click.option("--name", "display_name", required=True, help="姓名。")
@click.option("--post", required=True, callback=_post, help="岗位，中文或英文，如 乡镇经办、township_handler。")
@click.option("--division", "division_code", required=True, help="管辖区划代码（6、9 或 12 位）。")
@click.option("--password", help="初始密码；不给则随机生成并显示。")
@click.option("--keep-password", is_flag=True, help="首次登录不要求改密码。")
@as_user
@as_json
@refusals
def create_user(
    username: str,
    display_name: str,
    post: Post,
    division_code: str,
    password: str | None,
    keep_password: bool,
    acting: str | None,
    json_lines: bool,
) -> None:
    """开设账号。由命令行开设的账号立即可用。"""
    chosen = password or first_password()
    user = upkeep.create_user(
        actor=acting_user(acting),
        username=username,
        display_name=display_name,
        post=post,
        division_code=division_code.ljust(12, "0"),
        password=chosen,
        must_change_password=not keep_password,
    )
    shown = {"username": user.username, "post": user.post, "division": user.division_code, "state": user.state}
    if not password:
        shown["password"] = chosen
    if json_lines:
        emit(shown)
    else:
        click.echo("\t".join(shown.values()))


@click.command("reset-password")
@click.argument("username")
@as_json
@refusals
def reset_password(username: str, json_lines: bool) -> None:
    """重置一个用户的密码并显示新密码；该用户下次登录时须修改。"""
    password = upkeep.reset_password(actor=acting_user(None), username=username)
    if json_lines:
        emit({"username": username, "password": password})
    else:
        click.echo(password)
