"""Forms of sign-in, password, first run and users. What may be entered is decided by the actions."""

from __future__ import annotations

from typing import Any

from django import forms

from hudang.accounts.vocabulary import ACCOUNT_STATE_LABELS, ASSIGNABLE_POSTS, POST_LABELS, AccountState, Post
from hudang.divisions.queries import places_within
from hudang.web.shared.stale import VersionedForm

_POSTS = [(post.value, POST_LABELS[post]) for post in ASSIGNABLE_POSTS]


def _password(label: str, autocomplete: str, help_text: str = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=200, help_text=help_text)


class SignInForm(forms.Form):
    """User name and password."""

    username = forms.CharField(
        label="用户名",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True, "spellcheck": "false"}),
    )
    password = _password("密码", "current-password")


class _NewPasswordForm(forms.Form):
    """A new password, typed twice."""

    def clean(self) -> dict[str, Any]:
        """Compare the two."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("password") and values.get("again") and values["password"] != values["again"]:
            self.add_error("again", "两次输入的密码不一致。")
        return values


class PasswordForm(_NewPasswordForm):
    """One's own password."""

    current = _password("当前密码", "current-password")
    password = _password("新密码", "new-password", "至少 10 位，不能全是数字，不能用常见密码。")
    again = _password("再输入一次新密码", "new-password")


class FirstRunForm(_NewPasswordForm):
    """The bureau and its first system administrator."""

    county_code = forms.RegexField(
        r"^\d{4}(?!00)\d{2}(000000)?$",
        label="县级区划代码",
        error_messages={"invalid": "请填写 6 位县级代码，例如 220882。"},
        max_length=12,
        help_text="6 位，例如 220882。",
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
    county_name = forms.CharField(label="县（市、区）名称", max_length=60, help_text="例如 大安市。")
    bureau_name = forms.CharField(label="单位全称", max_length=80, help_text="例如 大安市民政局，印在标签和目录上。")
    fonds_code = forms.CharField(
        label="全宗号", max_length=4, initial="J001", help_text="由同级档案馆给定：1 位字母加 3 位数字。"
    )
    username = forms.CharField(label="用户名", max_length=40, widget=forms.TextInput({"autocomplete": "username"}))
    display_name = forms.CharField(label="姓名", max_length=40)
    password = _password("密码", "new-password", "至少 10 位，不能全是数字，不能用常见密码。")
    again = _password("再输入一次密码", "new-password")


class UserFilterForm(forms.Form):
    """What the list of users is narrowed to."""

    text = forms.CharField(label="姓名或用户名", required=False, max_length=40)
    post = forms.ChoiceField(label="岗位", required=False, choices=[("", "全部岗位"), *_POSTS])
    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[("", "全部状态"), *((state.value, ACCOUNT_STATE_LABELS[state]) for state in AccountState)],
    )


class PostForm(forms.Form):
    """A post at a division."""

    post = forms.ChoiceField(label="岗位", choices=_POSTS)
    division_code = forms.ChoiceField(
        label="管辖区划", help_text="村协理员选村，乡镇经办、乡镇负责人选乡镇，其他岗位选县。"
    )

    def __init__(self, *args: Any, scope: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division_code"].choices = places_within(scope)  # type: ignore[attr-defined]

    @property
    def chosen_post(self) -> Post:
        """The post that was chosen."""
        return Post(self.cleaned_data["post"])


class NewUserForm(PostForm):
    """A new account; its first password is made by the product."""

    field_order = ("username", "display_name", "post", "division_code")
    username = forms.CharField(
        label="用户名",
        max_length=40,
        help_text="3–40 位字母、数字、点、横线。",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    display_name = forms.CharField(label="姓名", max_length=40)


class GrantForm(VersionedForm, PostForm):
    """A post that is granted, with the ground for it."""

    reason = forms.CharField(label="依据", required=False, max_length=200, help_text="例如任命文号。")


class NameForm(VersionedForm):
    """The name of a user."""

    display_name = forms.CharField(label="姓名", max_length=40)


class ReasonForm(forms.Form):
    """Why an account is ended or a post withdrawn."""

    reason = forms.CharField(label="理由", max_length=200)
