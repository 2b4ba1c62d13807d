#!/bin/bash
# Open the demo project in the QGIS desktop, with this checkout's plugin loaded and switched on.
# A profile of its own (build/desktop) keeps the user's QGIS settings untouched.
set -euo pipefail
cd "$(dirname "$0")/.."

PROJECT=$(find demo_output -maxdepth 1 -name '*.qg[sz]' 2>/dev/null | sort | head -n 1)
if [[ -z $PROJECT ]]; then
    echo "run: there is no demo project yet, making it first"
    .venv/bin/python tools/make_demo.py
    PROJECT=$(find demo_output -maxdepth 1 -name '*.qg[sz]' | sort | head -n 1)
fi

PROFILE=build/desktop/profiles/default
mkdir -p "$PROFILE/QGIS" build/desktop/plugins
ln -sfn "$PWD/grid_planner" build/desktop/plugins/grid_planner
SETTINGS=$PROFILE/QGIS/QGIS3.ini
if [[ ! -f $SETTINGS ]]; then
    printf '[PythonPlugins]\ngrid_planner=true\nprocessing=true\n' >"$SETTINGS"
fi
# QGIS calls its Chinese zh-Hans and does not find it under the system's name, zh_CN.
if [[ ${LC_ALL:-${LANG:-}} == zh* ]] && ! grep -q '^overrideFlag=' "$SETTINGS"; then
    printf '\n[locale]\noverrideFlag=true\nuserLocale=zh-Hans\n' >>"$SETTINGS"
fi

export QGIS_PLUGINPATH=$PWD/build/desktop/plugins
PYTHONPATH=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')${PYTHONPATH:+:$PYTHONPATH}
export PYTHONPATH
if [[ ${QT_QPA_PLATFORM:-} == offscreen ]]; then unset QT_QPA_PLATFORM; fi

exec qgis --nologo --profiles-path "$PWD/build/desktop" --project "$PROJECT" \
    --code "$PWD/tools/start_desktop.py" "$@"
