#!/bin/bash
# Run tests/core in an environment that has no QGIS and none of the system's packages: proof that
# the analysis stands on its own. The environment is kept and renewed when the requirements change.
set -euo pipefail
cd "$(dirname "$0")/.."

SYSTEM_PYTHON=${SYSTEM_PYTHON:-/usr/bin/python3}
STAMP=.venv-core/.ready

make_environment() {
    echo "core-tests: making .venv-core"
    rm -rf .venv-core
    "$SYSTEM_PYTHON" -m venv .venv-core
    .venv-core/bin/python -m pip install --quiet --disable-pip-version-check \
        -r requirements.txt pytest pytest-timeout hypothesis
    touch "$STAMP"
}

if [[ ! -f $STAMP || requirements.txt -nt $STAMP || tools/core_tests.sh -nt $STAMP ]]; then
    make_environment
fi
if .venv-core/bin/python -c 'import qgis' 2>/dev/null; then
    echo "core-tests: QGIS can be imported in .venv-core, so this would prove nothing" >&2
    exit 1
fi
exec .venv-core/bin/python -m pytest tests/core "$@"
