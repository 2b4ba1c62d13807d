"""Build dist/grid_planner-<version>.zip, the file that users install from within QGIS.

The same tree gives the same bytes: names are sorted and times fixed. Translations are compiled on
the way; metadata.txt, LICENSE and requirements.txt are put into the plugin's folder.

    python tools/package.py [FOLDER]
"""

from __future__ import annotations

import configparser
import sys
import zipfile
from pathlib import Path

if __package__:
    from .translations import release
else:
    from translations import release

ROOT = Path(__file__).resolve().parent.parent
PLUGIN = ROOT / "grid_planner"
FROM_ROOT = ("metadata.txt", "LICENSE", "requirements.txt", "CHANGELOG.md")
# .ts is the source of .qm; the rest comes from Python, editors and file managers.
LEFT_OUT = {".ts", ".pyc", ".orig", ".rej", ".swp", ".DS_Store"}
TIME = (2020, 1, 1, 0, 0, 0)
READABLE_FILE = 0o100644 << 16


def version() -> str:
    """Return the version that metadata.txt states, the only place where it stands."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(ROOT / "metadata.txt", encoding="utf-8")
    return metadata["general"]["version"]


def contents() -> dict[str, Path]:
    """Return what goes into the zip: the name inside the plugin's folder -> the file."""
    files = {
        path.relative_to(PLUGIN).as_posix(): path
        for path in PLUGIN.rglob("*")
        if path.is_file()
        and "__pycache__" not in path.parts
        and path.suffix not in LEFT_OUT
        and path.name not in LEFT_OUT
    }
    files.update({name: ROOT / name for name in FROM_ROOT})
    return dict(sorted(files.items()))


def build(folder: Path) -> Path:
    """Write the zip into `folder` and return its path."""
    for source in sorted((PLUGIN / "i18n").glob("*.ts")):
        release(source)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{PLUGIN.name}-{version()}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, path in contents().items():
            entry = zipfile.ZipInfo(f"{PLUGIN.name}/{name}", TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = READABLE_FILE
            entry.create_system = 3  # Unix, wherever it is built
            archive.writestr(entry, path.read_bytes())
    return target


def main(arguments: list[str]) -> int:
    target = build(Path(arguments[0]) if arguments else ROOT / "dist")
    print(f"{target} ({target.stat().st_size / 1024:.0f} KiB)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
