#!/bin/bash
# Run tests/core in an environment that has no QGIS, none of the system's packages and no numba:
# proof that the analysis stands on its own, on the newest packages and in plain Python. Slow tests
# run with the whole suite in QGIS's Python (make qgis-tests). The environment is kept and renewed
# when the requirements change. Options are those of pytest: tools/core_tests.sh -k locked
set -euo pipefail
cd "$(dirname "$0")/.."

SYSTEM_PYTHON=${SYSTEM_PYTHON:-/usr/bin/python3}
STAMP=.venv-core/.ready

make_environment() {
    echo "core-tests: making .venv-core"
    rm -rf .venv-core
    "$SYSTEM_PYTHON" -m venv .venv-core
    .venv-core/bin/python -m pip install --quiet --disable-pip-version-check \
        -r requirements.txt pytest pytest-timeout pytest-xdist hypothesis
    touch "$STAMP"
}

if [[ ! -f $STAMP || requirements.txt -nt $STAMP || tools/core_tests.sh -nt $STAMP ]]; then
    make_environment
fi
if .venv-core/bin/python -c 'import qgis' 2>/dev/null; then
    echo "core-tests: QGIS can be imported in .venv-core, so this would prove nothing" >&2
    exit 1
fi
read -ra parallel <<<"${PARALLEL:-}"
exec .venv-core/bin/python -m pytest tests/core -m "not slow" "${parallel[@]}" "$@"
