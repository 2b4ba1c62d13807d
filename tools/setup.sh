#!/bin/bash
# Make this machine ready for `make demo`, `make test` and `make run`: QGIS and a few tools through
# apt where they are missing, and the Python packages in .venv (the system's Python stays as it is).
set -euo pipefail
cd "$(dirname "$0")/.."

SYSTEM_PYTHON=${SYSTEM_PYTHON:-/usr/bin/python3}
APT_PACKAGES=(
    qgis python3-qgis qgis-providers # the desktop, its Python and its data providers
    python3-venv                     # to make .venv
    proj-bin                         # by it Debian's own pyproj finds its data from within .venv
    qttools5-dev-tools               # lrelease: builds the translations
    xvfb xauth                       # a screen for desktop pictures where there is none
    fonts-noto-cjk                   # Chinese text on maps and charts
)

missing_packages() {
    local package
    for package in "${APT_PACKAGES[@]}"; do
        if [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) != installed ]]; then
            echo "$package"
        fi
    done
}

install_with_apt() {
    local as_root=()
    if [[ $(id -u) != 0 ]]; then
        if ! command -v sudo >/dev/null; then
            echo "setup: please run as root: apt-get install --no-install-recommends $*" >&2
            exit 1
        fi
        as_root=(sudo)
    fi
    echo "setup: installing through apt, as root: $*"
    echo "setup: with all they need these are about 400 packages, which takes some minutes;" \
        "what apt does stands in build/apt.log"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" >build/apt.log 2>&1 ||
        { tail -n 30 build/apt.log >&2; exit 1; }
}

install_system_packages() {
    if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
        local missing
        mapfile -t missing < <(missing_packages)
        if ((${#missing[@]})); then install_with_apt "${missing[@]}"; fi
    elif ! "$SYSTEM_PYTHON" -c 'import qgis.core' 2>/dev/null; then
        cat >&2 <<'ADVICE'
setup: QGIS's Python was not found, and this system has no apt to install it with.
  Install QGIS 3.22 or newer (https://qgis.org/download) and Qt's lrelease, then run again with
  SYSTEM_PYTHON set to the Python in which `import qgis.core` works.
  To use the plugin only, nothing of this is needed: install the zip from within QGIS.
ADVICE
        exit 1
    fi
}

install_python_packages() {
    if [[ ! -x .venv/bin/python ]]; then
        "$SYSTEM_PYTHON" -m venv --system-site-packages .venv
    fi
    echo "setup: installing Python packages into .venv, which takes a minute or two"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-warn-script-location \
        -r requirements.txt -r requirements-dev.txt -c constraints.txt
}

mkdir -p build
install_system_packages
install_python_packages
echo "setup: ready"
