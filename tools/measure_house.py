# SPDX-License-Identifier: GPL-2.0-or-later
"""Measure a checkout: sizes, arrows against the rule, start-up, and a cold run of an algorithm.

    python tools/measure_house.py [CHECKOUT] [--json] [--no-seconds]

Run it twice, on a checkout before and on one after a change. Seconds are of this machine, now.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.house import imports, seconds, sizes  # noqa: E402
from tools.house.sources import read_sources  # noqa: E402

DEAREST = 8  # rows of what was loaded


def measure_sizes(root: Path) -> dict:
    """Return what stands in the files of `root`."""
    sources = read_sources(root)
    algorithms = sizes.algorithm_files(sources)
    lines = {source.path.stem: sizes.code_lines(source) for source in algorithms}
    bare = {source.path.stem: sizes.code_lines(source, words=False) for source in algorithms}
    on_floor: dict[str, list[int]] = {}
    for source in sources:
        on_floor.setdefault(imports.floor(source.module), []).append(sizes.code_lines(source))
    arrows = imports.imports_of(sources)
    return {
        "algorithms": lines,
        "without words": bare,
        "floors": {name: [len(found), sum(found)] for name, found in sorted(on_floor.items())},
        "beside": sum(on_floor["algorithms"]) - sum(lines.values()),
        "functions": sizes.longest_functions(sources),
        "files": sizes.longest_files(sources),
        "arrows": sum(one.inside for one in arrows),
        "against": [str(one) for one in imports.against_the_rule(arrows)],
    }


def measure_seconds(root: Path) -> dict:
    """Return what it costs to start, and where a cold run spends its time."""
    return {
        "start-up": seconds.start_up(root),
        "runs": seconds.cold_runs(root),
    }


def sizes_text(told: dict) -> list[str]:
    """Return the rows on files."""
    lines, bare = told["algorithms"], told["without words"]
    rows = ["| code of an algorithm | lines | without its words |", "|---|---|---|"]
    rows += [f"| {name} | {lines[name]} | {bare[name]} |" for name in lines]
    for name, middle in (("mean", statistics.mean), ("median", statistics.median)):
        rows.append(f"| **{name}** | {middle(lines.values()):.0f} | {middle(bare.values()):.0f} |")
    rows += ["", "| what | lines |", "|---|---|"]
    rows.append(f"| code that the algorithms share | {told['beside']} |")
    rows += [
        f"| code of {name} ({files} files) | {count} |"
        for name, (files, count) in told["floors"].items()
    ]
    rows += [f"| function {place} | {count} |" for count, place in told["functions"]]
    rows += [f"| file {place} | {count} |" for count, place in told["files"]]
    rows += [
        "",
        f"Imports inside the plugin: {told['arrows']}, against the rule: {len(told['against'])}",
    ]
    return rows + told["against"]


def seconds_text(told: dict) -> list[str]:
    """Return the rows on time."""
    start = told["start-up"]
    rows = [
        "",
        f"Start-up of the plugin: {start['wall']:.3f} s (CPU {start['cpu']:.3f} s, least"
        f" {start['least']:.3f} s)",
    ]
    for name, runs in told["runs"].items():
        rows += run_text(name, runs["first"], runs["next"])
    return rows


def run_text(name: str, first: dict, after: dict) -> list[str]:
    """Return the rows on one algorithm: its parts, and what it loaded when run again."""
    rows = ["", f"| {name}: wall (CPU), s | first run | next run |", "|---|---|---|"]
    for part, seconds_of_part in first["parts"].items():
        both = (seconds_of_part, after["parts"][part])
        rows.append(f"| {part} | " + " | ".join(f"{w:.2f} ({c:.2f})" for w, c in both) + " |")
    whole = " | ".join(f"{run['wall']:.2f} ({run['cpu']:.2f})" for run in (first, after))
    rows.append(f"| **all** | {whole} |")
    rows += ["", "| loaded, next run | by | in | CPU s |", "|---|---|---|---|"]
    rows += [
        f"| {row['name']} | {row['by']} | {row['in'].removeprefix('load in ')} | {row['all']:.3f} |"
        for row in after["loads"][:DEAREST]
    ]
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkout", nargs="?", type=Path, default=ROOT)
    parser.add_argument("--json", action="store_true", help="figures instead of tables")
    parser.add_argument("--no-seconds", action="store_true", help="leave out what takes a minute")
    chosen = parser.parse_args()
    root = chosen.checkout.resolve()
    told = {"sizes": measure_sizes(root)}
    if not chosen.no_seconds:
        told["seconds"] = measure_seconds(root)
    if chosen.json:
        print(json.dumps(told, indent=1, ensure_ascii=False))
        return
    rows = sizes_text(told["sizes"]) + (seconds_text(told["seconds"]) if "seconds" in told else [])
    print("\n".join(rows))


if __name__ == "__main__":
    main()
