"""What a maker of objects returns for an argument of an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Target:
    """A value for an argument of an address, and whether the person may see what it names."""

    value: Any
    visible: bool
