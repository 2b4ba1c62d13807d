#!/bin/bash
# Run the suite on newer QGIS: Debian trixie (3.40) and forky (3.44), each in a root folder of its
# own (2 GB, some minutes the first time, then kept). Names of suites may be given as arguments.
#
# Needs root, mmdebstrap and space under MATRIX_ROOTS (default /var/tmp/grid_planner_matrix).
set -euo pipefail
cd "$(dirname "$0")/.."

SUITES=("${@:-trixie forky}")
read -ra SUITES <<<"${SUITES[*]}"
ROOTS=${MATRIX_ROOTS:-/var/tmp/grid_planner_matrix}
MIRROR=${MATRIX_MIRROR:-http://deb.debian.org/debian}
# The analysis' packages come from Debian here, so nothing has to fit to a wheel.
PACKAGES=(
    qgis python3-qgis qgis-providers qttools5-dev-tools proj-bin
    python3-venv python3-pip python3-numpy python3-scipy python3-pandas python3-geopandas
    python3-shapely python3-rtree python3-matplotlib
    xvfb xauth fonts-noto-cjk git make ca-certificates
)

if [[ $(id -u) != 0 ]] || ! command -v mmdebstrap >/dev/null; then
    echo "matrix: please run as root, with mmdebstrap installed (apt-get install mmdebstrap)" >&2
    exit 1
fi

ROOT=
release_root() {
    local place
    for place in proc dev; do
        if [[ -n $ROOT ]] && mountpoint -q "$ROOT/$place"; then umount "$ROOT/$place"; fi
    done
}
trap release_root EXIT

make_root() {
    local suite=$1
    ROOT=$ROOTS/$suite
    [[ -f $ROOT/.made ]] && return
    echo "matrix: making $ROOT"
    mkdir -p "$ROOTS"
    rm -rf --one-file-system "$ROOT"
    local include
    include=$(IFS=,; echo "${PACKAGES[*]}")
    mmdebstrap --quiet --variant=minbase --include="$include" \
        --aptopt='Acquire::Check-Valid-Until "false"' \
        --aptopt='APT::Install-Recommends "false"' "$suite" "$ROOT" "$MIRROR"
    touch "$ROOT/.made"
}

# The way to the network is this machine's: names, certificates, pip's settings.
lend_network() {
    local file
    for file in /etc/hosts /etc/resolv.conf /etc/pip.conf /etc/ssl/certs/ca-certificates.crt; do
        if [[ -f $file ]]; then
            mkdir -p "$ROOT$(dirname "$file")"
            cp -L --remove-destination "$file" "$ROOT$file"
        fi
    done
}

copy_checkout() {
    rm -rf "$ROOT/grid_planner"
    mkdir -p "$ROOT/grid_planner"
    git ls-files -z --cached --others --exclude-standard |
        while IFS= read -r -d '' file; do
            if [[ -e $file ]]; then printf '%s\0' "$file"; fi
        done | tar --null -T - -cf - | tar -xf - -C "$ROOT/grid_planner"
}

run_suite() {
    mount --bind /proc "$ROOT/proc"
    mount --bind /dev "$ROOT/dev"
    local pip_settings
    mapfile -t pip_settings < <(env | grep -E '^(PIP_|SSL_CERT_FILE=)' || true)
    chroot "$ROOT" env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        "${pip_settings[@]}" make -C /grid_planner qgis-tests
}

outcome=0
for suite in "${SUITES[@]}"; do
    make_root "$suite"
    lend_network
    copy_checkout
    if run_suite; then
        echo "matrix: $suite passed"
    else
        echo "matrix: $suite FAILED"
        outcome=1
    fi
    release_root
done
exit $outcome
