# SPDX-License-Identifier: GPL-2.0-or-later
"""The colours of a report, each for light and for dark ground; page and charts have the same."""

from __future__ import annotations

LIGHT = {
    "ink": "#22303a",
    "soft": "#5d6b76",
    "line": "#d9dfe3",
    "paper": "#fefefe",
    "ground": "#f4f6f7",
    "plain-ground": "#eef3f7",
    "accent": "#2f6f9f",
    "good": "#2e7d4f",
    "good-ground": "#e8f4ec",
    "bad": "#b3341f",
    "bad-ground": "#fbebe7",
    "bar": "#6f9fc4",
    "bar-bad": "#d6604d",
    "bar-before": "#b9c2c8",
}
DARK = {
    "ink": "#e4e9ec",
    "soft": "#a5b1ba",
    "line": "#3a444b",
    "paper": "#1d2327",
    "ground": "#15191c",
    "plain-ground": "#263038",
    "accent": "#7fb6de",
    "good": "#7fcf9e",
    "good-ground": "#1e3527",
    "bad": "#f0937f",
    "bad-ground": "#3c231e",
    "bar": "#6f9fc4",
    "bar-bad": "#d6604d",
    "bar-before": "#6b7780",
}

INK, SOFT, LINE, PAPER = (LIGHT[name] for name in ("ink", "soft", "line", "paper"))
BAR, BAR_BAD, BAR_BEFORE = (LIGHT[name] for name in ("bar", "bar-bad", "bar-before"))

# Fills of maps, which are the same on both grounds. ColorBrewer RdBu: far below - near - far above.
DIVERGING = ("#2166ac", "#92c5de", "#f7f7f7", "#f4a582", "#b2182b")
NEUTRAL = "#e3e7e9"  # what there is nothing to say about


def variables(colours: dict[str, str]) -> str:
    """Return the colours as variables of a style sheet."""
    return " ".join(f"--{name}: {colour};" for name, colour in colours.items())


def themed(svg: str) -> str:
    """Return a drawing in `LIGHT` that takes the colours of the page it stands in."""
    for name, colour in LIGHT.items():
        svg = svg.replace(colour, f"var(--{name}, {colour})")
    return svg
