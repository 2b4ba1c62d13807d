# SPDX-License-Identifier: GPL-2.0-or-later
"""Run a program and write what it used, CPU seconds and peak memory (MB), into a file.

    python benchmarks/measured_run.py USAGE.json PROGRAM [ARGUMENT ...]

A process inherits the peak memory of the one that started it, so a small one must stand between.
"""

import json
import os
import sys

pid = os.spawnvp(os.P_NOWAIT, sys.argv[2], sys.argv[2:])  # noqa: S606
_, status, usage = os.wait4(pid, 0)
with open(sys.argv[1], "w", encoding="utf-8") as target:  # noqa: PTH123 - pathlib is not small
    json.dump([usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024], target)
sys.exit(os.waitstatus_to_exitcode(status))
