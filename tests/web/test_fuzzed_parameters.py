"""Every address with hostile values in every parameter that its area reads: refused in words, never a fault."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.web.objects import World
from tests.web.test_access_matrix import GUARDED, Address, call, targets_of, world

__all__ = ["world"]
pytestmark = pytest.mark.django_db
WEB = Path("hudang/web")
# how views and forms name what they read
_READ = re.compile(r"""(?:\.get(?:list)?\(\s*|\[)"([a-z_]+)"|^    ([a-z_]+) = (?:forms\.|_?\w+\()""", re.MULTILINE)
# more digits than Python reads
DIGITS = "9" * 4301
ROTATED = ["\x00", "0001-01-01", "9999-12-31", "[" * 3000, "²", "<script>'\"%_*", "1e400", "../../etc/passwd", "-1"]


@cache
def names_in(folder: Path) -> tuple[str, ...]:
    found = {name for file in folder.glob("*.py") for pair in _READ.findall(file.read_text()) for name in pair}
    return tuple(sorted(found - {""}))


def digits(names: tuple[str, ...]) -> dict[str, str]:
    return dict.fromkeys(names, DIGITS)


def rotated(names: tuple[str, ...]) -> dict[str, str]:
    return {name: ROTATED[number % len(ROTATED)] for number, name in enumerate(names)}


def names_of(address: Address) -> tuple[str, ...]:
    file = inspect.getsourcefile(inspect.unwrap(address.view))
    assert file is not None
    return names_in(Path(file).parent) + names_in(WEB / "shared")


@pytest.mark.parametrize("values", [digits, rotated])
def test_no_parameter_is_a_fault_of_the_server(
    world: World, values: Callable[[tuple[str, ...]], dict[str, str]]
) -> None:
    for address in GUARDED:
        person = next((each for each in world.people.everybody().values() if address.may(each)), None)
        if person is None:
            continue
        targets = targets_of(address, world, world.people.handler, True)
        for method in address.methods:
            try:
                # digits are a fault, if any, where they are read; what is sent back is drawn with the others
                asked = values(names_of(address))
                status = call(address, targets, method, person, asked, drawn=values is rotated).status_code
            except Exception as fault:
                fault.add_note(f"{method} {address.name}")
                raise
            assert status < 500, f"{method} {address.name}"
