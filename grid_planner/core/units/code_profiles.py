# SPDX-License-Identifier: GPL-2.0-or-later
"""How unit codes are built: parts, serial digits and special rules of each standard.

The profiles stand in `profiles/code_profiles.csv`, which a city may edit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ..errors import UnknownOption
from ..params import CODE_PROFILES
from ..tables import PROFILES, Row, read_rows

PROFILE = PROFILES / "code_profiles.csv"
COLUMNS = ("profile", "parts", "serial_digits", "sole_serial", "across_from", "pattern")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class CodeProfile:
    """One way to build unit codes; `None` where the profile has no such rule.

    `parts`: digits before the serial, the community's last; empty: codes of any length.
    `sole_serial`: serial of the only unit of an area. `across_from`: community digits of the
    first unit that lies over several communities. `pattern`: what a finished code matches.
    """

    name: str
    parts: tuple[int, ...]
    serial_digits: int
    sole_serial: int | None
    across_from: int | None
    pattern: re.Pattern[str]

    def fits(self, area_code: str) -> bool:
        """Tell whether a code of the profile can begin with `area_code`."""
        plain = area_code.isascii() and area_code.isalnum()
        return not self.parts or (len(area_code) == sum(self.parts) and plain)

    def capacity(self, letters: bool) -> int | None:
        """Return the highest serial of an area; None where serials grow as they need."""
        if not self.parts:
            return None
        more = len(LETTERS) * 10 ** (self.serial_digits - 1) if letters else 0
        return int(10**self.serial_digits - 1 + more)

    def serial_text(self, serial: int) -> str:
        """Write a serial: 001 … 999, and A00 … Z99 beyond."""
        digits = self.serial_digits
        letter, rest = divmod(serial - 10**digits, 10 ** (digits - 1))
        if letter < 0:
            return f"{serial:0{digits}d}"
        return LETTERS[letter] + (f"{rest:0{digits - 1}d}" if digits > 1 else "")

    def serial_number(self, text: str) -> int:
        """Read what `serial_text` wrote; 0 for any other text."""
        digits = text[1:] if text[:1] in LETTERS and self.parts else text
        if not re.fullmatch("[0-9]*", digits) or not text:
            return 0
        if digits is text:
            return int(text)
        return int(10 ** len(text) + LETTERS.index(text[0]) * 10 ** len(digits) + int(digits or 0))


def code_profile(name: str, path: Path = PROFILE) -> CodeProfile:
    """Return the profile `name` of the table at `path`. Raises BadTable, UnknownOption."""
    profiles = read_profiles(path)
    if name not in profiles:
        raise UnknownOption(parameter="code_profile", value=name, options=tuple(profiles))
    return profiles[name]


def read_profiles(path: Path = PROFILE) -> dict[str, CodeProfile]:
    """Return all profiles of the table at `path` by name. Raises BadTable."""
    return {profile.name: profile for profile in map(_profile, read_rows(path, COLUMNS))}


def _profile(row: Row) -> CodeProfile:
    parts = row.read("parts", _parts, "6+3+3")
    return CodeProfile(
        name=row.choice("profile", CODE_PROFILES),
        parts=parts,
        serial_digits=row.read("serial_digits", _digits, "1 - 9"),
        sole_serial=row.read("sole_serial", _optional, "0, 1, 2 …"),
        across_from=row.read("across_from", _optional, "0, 1, 2 …"),
        pattern=row.read("pattern", _pattern, "[0-9A-Z]{15}"),
    )


def _parts(text: str) -> tuple[int, ...]:
    return tuple(_digits(part) for part in text.split("+")) if text else ()


def _digits(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 9:
        raise ValueError(text)
    return number


def _optional(text: str) -> int | None:
    if text and not text.isdigit():
        raise ValueError(text)
    return int(text) if text else None


def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise ValueError(text) from error
