# SPDX-License-Identifier: GPL-2.0-or-later
"""Plan the sample city from end to end and leave the result in demo_output/.

A GeoPackage, a styled QGIS project, maps, a report and the certificate; the table at the end says
what was asked and what was got. The exit code is 1 when a promise is broken.

usage: make_demo.py [SAMPLE.gpkg [FOLDER]]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.demo import page, session  # noqa: E402
from tools.demo.chain import Places, run_chain  # noqa: E402
from tools.demo.drawing import draw  # noqa: E402
from tools.demo.promises import check_promises, table_text  # noqa: E402


def main(arguments: list[str]) -> int:
    sample = Path(arguments[0]) if arguments else ROOT / "sample_data" / "hemei.gpkg"
    folder = Path(arguments[1]) if len(arguments) > 1 else ROOT / "demo_output"
    places = Places(sample, folder.resolve())
    start = time.monotonic()
    with session.qgis_in_chinese():
        results = run_chain(places)
        promises = check_promises(places, results)
        print("demo: drawing the maps, writing project and report", flush=True)
        maps = draw(places)
        page.write_report(places, promises, maps)
    print(f"\n{table_text(promises)}\n")
    print(f"Everything is in {places.folder} ({time.monotonic() - start:.0f} s).")
    return 0 if all(promise.kept for promise in promises) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
