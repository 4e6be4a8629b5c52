"""What a telephone sends, read strictly: every mistake is told at its field, and nothing unknown is taken."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hudang.kernel.errors import InvalidInput
from hudang.recertification.vocabulary import Method

_Degrees = Annotated[Decimal, Field(max_digits=8, decimal_places=5)]


class SentNeighbour(BaseModel):
    """One interview of a neighbour (F19)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: UUID
    content: dict[str, Any]


class SentVisit(BaseModel):
    """One visit as a telephone holds it; ``base`` is the version that it was filled in upon, 0 for a new one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: UUID
    tasks: tuple[int, ...] = Field(min_length=1, max_length=60)
    form: str = Field(pattern=r"^F2[01]$")
    method: Method
    content: dict[str, Any]
    neighbours: tuple[SentNeighbour, ...] = Field(default=(), max_length=10)
    neighbours_missing: str = Field(default="", max_length=300)
    latitude: _Degrees | None = Field(default=None, ge=-90, le=90)
    longitude: _Degrees | None = Field(default=None, ge=-180, le=180)
    base: int = Field(default=0, ge=0, le=1_000_000)


def read_visit(values: Mapping[str, Any]) -> SentVisit:
    """Return the visit that a telephone sent; raises ``InvalidInput`` by field."""
    try:
        return SentVisit.model_validate(values)
    except ValidationError as error:
        told = {
            str(each["loc"][0]) if each["loc"] else "key": "手机发来的这一项读不懂，请更新页面后再发送。"
            for each in error.errors()
        }
        raise InvalidInput(told) from error
