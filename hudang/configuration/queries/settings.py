"""The settings for those who keep them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import POST_LABELS, Post, Right
from hudang.audit.queries import FieldChange, action_label, changes_of, history_of_object
from hudang.configuration.queries.tables import Row, stored_row, stored_rows
from hudang.configuration.rules.checks import PARAMETERS
from hudang.configuration.rules.shapes import SHAPES
from hudang.configuration.vocabulary import Kind
from hudang.kernel.errors import NotVisible


def rows_for(user: User, kind: Kind) -> list[Row]:
    """Return the settings of a kind, ended ones too."""
    require(user, Right.MANAGE_SETTINGS)
    return stored_rows(kind)


def row_for(user: User, kind: Kind, pk: int) -> Row:
    """Return one setting; raises ``NotVisible``."""
    require(user, Right.MANAGE_SETTINGS)
    row = stored_row(kind, pk)
    if row is None:
        raise NotVisible
    return row


@dataclass(frozen=True)
class ParameterRow:
    """A parameter with its value now, what comes after it, and the product's default."""

    key: str
    label: str
    unit: str
    help: str
    source: str
    now: str
    since: str
    later: str
    default: str


def parameters_for(user: User) -> list[ParameterRow]:
    """Return every parameter, also those that the county never set."""
    rows = rows_for(user, Kind.PARAMETER)
    found = []
    for key, each in PARAMETERS.items():
        own = sorted((r for r in rows if r.values["key"] == key), key=lambda row: row.values["valid_from"])
        live = [row for row in own if row.state == "live"]
        later = [f"{row.values['valid_from']} 起 {row.values['value']}" for row in own if row.state == "later"]
        found.append(
            ParameterRow(
                key=key,
                label=each.label,
                unit=each.unit,
                help=each.help,
                source=each.source,
                now=live[-1].values["value"] if live else str(each.default),
                since=str(live[-1].values["valid_from"]) if live else "",
                later="、".join(later),
                default=str(each.default),
            )
        )
    return found


_ACTS = ("add_setting", "change_setting", "end_setting", "withdraw_setting")


@dataclass(frozen=True)
class Past:
    """One change of a setting, for the time line."""

    at: datetime
    actor: str
    post: str
    act: str
    summary: str
    reason: str
    changes: tuple[FieldChange, ...]
    tone: str = ""


def object_type(kind: Kind) -> str:
    """Return what the log calls settings of a kind."""
    return f"setting_{kind.value}"


def history_for(user: User, kind: Kind, pk: int | None = None, limit: int = 50) -> list[Past]:
    """Return who changed what and when, the latest first: of one setting, or of all of a kind."""
    require(user, Right.MANAGE_SETTINGS)
    labels = {field.name: field.label for field in SHAPES[kind].fields} | {"valid_until": "停用日期"}
    return [
        Past(
            at=entry.at,
            actor=entry.actor_name,
            post=POST_LABELS[Post(entry.actor_post)] if entry.actor_post in set(Post) else "",
            act=action_label(entry.action),
            summary=entry.summary,
            reason=entry.reason,
            changes=tuple(FieldChange(labels.get(c.field, c.field), c.before, c.after) for c in changes_of(entry)),
        )
        for entry in history_of_object(object_type(kind), _ACTS, str(pk) if pk else "", limit)
    ]
