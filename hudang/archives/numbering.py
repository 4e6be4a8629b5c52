"""Numbers that only grow: no reference code, box number or sequence is given twice (archive.md §6)."""

from __future__ import annotations

from collections.abc import Iterable

from hudang.archives.models import Counter


class Numbers:
    """Hands out numbers for many keys within one transaction and writes each counter once."""

    def __init__(self, keys: Iterable[str]) -> None:
        wanted = set(keys)
        self._last: dict[str, int] = dict.fromkeys(wanted, 0)
        pending = list(wanted)
        for start in range(0, len(pending), 500):
            rows = Counter.objects.select_for_update().filter(key__in=pending[start : start + 500])
            self._last.update(rows.values_list("key", "last"))

    def next(self, key: str) -> int:
        """Return the next number of a key."""
        self._last[key] += 1
        return self._last[key]

    def save(self) -> None:
        """Write the counters."""
        Counter.objects.bulk_create(
            [Counter(key=key, last=last) for key, last in self._last.items() if last],
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["last"],
            batch_size=500,
        )
