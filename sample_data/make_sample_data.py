# SPDX-License-Identifier: GPL-2.0-or-later
"""Write the fictional district 和美区: `python sample_data/make_sample_data.py [FILE]`.

The same bytes on every run; what it holds and which traps are planted is told in README.md.
"""

from __future__ import annotations

import sys
from pathlib import Path

from city.geopackage import write_geopackage
from city.layers import all_layers, build_city

DEFAULT = Path(__file__).with_name("hemei.gpkg")


def main(path: Path = DEFAULT) -> None:
    layers = all_layers(build_city())
    write_geopackage(path, layers)
    for layer in layers:
        rows = sum(1 for _ in layer.fields[0][2])
        print(f"{layer.name:16} {rows:6}")
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
