"""Users: a name, a post, a division. What a user may see is one prefix of the division's code."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from hudang.accounts.vocabulary import (
    ACCOUNT_STATE_LABELS,
    POST_LABELS,
    RIGHTS_OF_POST,
    AccountState,
    Post,
    Right,
)
from hudang.kernel.division_codes import scope_prefix


class User(AbstractBaseUser):
    """A person (or the command line) who acts in the product."""

    username = models.CharField("用户名", max_length=40, unique=True)
    display_name = models.CharField("姓名", max_length=40)
    post = models.CharField("岗位", max_length=30, choices=[(p.value, POST_LABELS[p]) for p in Post])
    division_code = models.CharField("管辖区划", max_length=12, db_index=True)
    state = models.CharField(
        "状态",
        max_length=10,
        choices=[(s.value, ACCOUNT_STATE_LABELS[s]) for s in AccountState],
        default=AccountState.PENDING,
    )
    must_change_password = models.BooleanField("下次登录须改密码", default=True)
    look = models.JSONField("页面显示", default=dict, blank=True)
    # the places kept apart whose households this user may see (免公示); named one by one
    confided = models.JSONField("知情的单独保密户", default=list, blank=True)
    first_steps_hidden = models.BooleanField("收起入门步骤", default=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = BaseUserManager["User"]()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["division_code", "username"]

    def __str__(self) -> str:
        return self.display_name

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Django's own word for: may sign in."""
        return self.state == AccountState.ACTIVE

    @property
    def scope(self) -> str:
        """The prefix of the village codes that this user may see."""
        return scope_prefix(self.division_code)

    @property
    def post_label(self) -> str:
        """The post in Chinese."""
        return POST_LABELS[Post(self.post)]

    @property
    def rights(self) -> frozenset[Right]:
        """The rights of the user's post."""
        return RIGHTS_OF_POST[Post(self.post)]

    def may(self, right: Right) -> bool:
        """Whether the user's post includes the right."""
        return right in self.rights


class SavedView(models.Model):
    """A list with its filters, order and columns under a name, for its owner or for the division too."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="views")
    listing = models.CharField("名单", max_length=20)
    name = models.CharField("名称", max_length=30)
    query = models.CharField("筛选与排序", max_length=500, default="", blank=True)
    columns = models.JSONField("列", default=list)
    shared = models.BooleanField("共享", default=False)
    # whoever works in this division or below it sees a shared view
    division_code = models.CharField("区划", max_length=12)

    class Meta:
        ordering = ["shared", "name", "pk"]
        indexes = [models.Index(fields=["listing", "division_code"], name="view_of_division")]
        constraints = [models.UniqueConstraint(fields=["owner", "listing", "name"], name="view_name_once_an_owner")]

    def __str__(self) -> str:
        return self.name


class ListHabit(models.Model):
    """How one user wants one list: its columns in order, and the view it opens with."""

    user = models.ForeignKey(User, models.CASCADE, related_name="list_habits")
    listing = models.CharField("名单", max_length=20)
    columns = models.JSONField("列", default=list)
    opens_with = models.ForeignKey(SavedView, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "listing"], name="list_habit_once_a_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.listing}"
