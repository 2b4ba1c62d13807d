# SPDX-License-Identifier: GPL-2.0-or-later
"""Names of fields that a format can hold: not too long, each one once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

SHAPEFILE_NAME = 10  # bytes a dBASE field name may have


def shapefile_names(wanted: Sequence[str]) -> list[str]:
    """Return unique names of up to 10 bytes; dBASE would cut them, Chinese inside a character."""
    return unique_names(wanted, SHAPEFILE_NAME)


def unique_names(wanted: Sequence[str], size: int, reserved: Iterable[str] = ()) -> list[str]:
    """Return names of up to `size` bytes that differ from each other and from `reserved`.

    Upper and lower case count as the same, as they do in databases.
    """
    made: list[str] = []
    taken = set(reserved)
    for name in wanted:
        short, serial = _cut(name, size), 1
        while short.lower() in taken:
            tail = f"_{serial}"
            short, serial = _cut(name, size - len(tail)) + tail, serial + 1
        taken.add(short.lower())
        made.append(short)
    return made


def _cut(name: str, size: int) -> str:
    return name.encode()[:size].decode(errors="ignore")
