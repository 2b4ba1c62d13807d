"""Hold a built zip against what plugins.qgis.org checks on upload.

    python tools/site_check.py [ZIP]

Prints what the site would refuse and exits with 1, or names what is left to fill in before an
upload: the addresses that are not known yet.
"""

from __future__ import annotations

import configparser
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
PLACEHOLDER = "https://example.org/grid_planner"
MOST_BYTES = 25_000_000
REQUIRED = (
    "name", "description", "version", "qgisMinimumVersion", "author", "email", "about", "tracker",
    "repository",
)  # fmt: skip
ADDRESSES = ("homepage", "tracker", "repository")
BOOLEANS = ("experimental", "deprecated", "server", "hasProcessingProvider")
FORBIDDEN_FOLDERS = {"__MACOSX", ".git", "__pycache__"}
FORBIDDEN_SUFFIXES = {
    ".pyc", ".exe", ".dll", ".so", ".dylib", ".pyd", ".bat", ".sh", ".ps1", ".cmd",
}  # fmt: skip
PACKAGES = ("numpy", "scipy", "pandas", "geopandas", "shapely", "rtree", "matplotlib")
# The rules that the site has switched on: any finding blocks the download.
BANDIT_RANGES = (
    (101, 108), (110, 113), (201, 202), (301, 308), (310, 321), (323, 324), (401, 403), (405, 409),
    (412, 413), (501, 509), (601, 615), (701, 704),
)  # fmt: skip
# Where the formatter and pycodestyle disagree, the formatter is right (PEP 8 on slices).
FLAKE8_IGNORES = "E203,E704,W503"


def layout_faults(archive: zipfile.ZipFile, size: int) -> Iterator[str]:
    """Yield what is wrong with the names, the modes and the size of the zip."""
    if size > MOST_BYTES:
        yield f"the zip has {size} bytes, at most {MOST_BYTES} are taken"
    if archive.testzip() is not None:
        yield f"{archive.testzip()} is damaged"
    names = archive.namelist()
    tops = {name.split("/")[0] for name in names}
    if len(tops) != 1 or not next(iter(tops)).isidentifier():
        yield f"exactly one folder named like a Python module is wanted, not {sorted(tops)}"
    for wanted in ("__init__.py", "metadata.txt", "LICENSE", "requirements.txt"):
        if f"{min(tops)}/{wanted}" not in names:
            yield f"{wanted} is missing in the plugin's folder"
    for entry in archive.infolist():
        yield from _entry_faults(entry)
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        yield f"twice in the zip: {doubled}"


def _entry_faults(entry: zipfile.ZipInfo) -> Iterator[str]:
    path = PurePosixPath(entry.filename)
    if ".." in entry.filename or "\\" in entry.filename or path.is_absolute():
        yield f"{path}: no '..', no backslash and no absolute path"
    if FORBIDDEN_FOLDERS & set(path.parts):
        yield f"{path}: this folder is not allowed"
    if path.suffix.lower() in FORBIDDEN_SUFFIXES:
        yield f"{path}: no binaries, no scripts, no compiled Python"
    if path.name.startswith("."):
        yield f"{path}: no hidden files"
    if {"tests", "test"} & set(path.parts):
        yield f"{path}: tests stay out"
    if (entry.external_attr >> 16) & 0o111:
        yield f"{path}: must not be executable"
    if not entry.filename.isascii():
        yield f"{path}: file names are ASCII"


def read_metadata(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the metadata as the site reads it: with interpolation, so that a bare % fails."""
    parser = configparser.ConfigParser()
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    name = next(name for name in archive.namelist() if name.endswith("/metadata.txt"))
    parser.read_string(archive.read(name).decode("utf-8"))
    return dict(parser.items("general"))


def metadata_faults(metadata: dict[str, str], names: list[str]) -> Iterator[str]:
    """Yield what is wrong with metadata.txt; `names` are the files in the zip."""
    for key in REQUIRED:
        if not metadata.get(key, "").strip():
            yield f"metadata.txt: {key} is missing"
    if not re.fullmatch(r"\d+\.\d+\.\d+", metadata.get("version", "")):
        yield "metadata.txt: version is not of the form 1.2.3"
    if "plugin" in metadata.get("name", "").lower():
        yield "metadata.txt: the name does not say 'plugin'"
    if "/" in metadata.get("author", ""):
        yield "metadata.txt: author has no slash"
    if "supportsQt6" in metadata:
        yield "metadata.txt: supportsQt6 is no longer read; qgisMaximumVersion says it"
    for key in ADDRESSES:
        if not re.match(r"https://[^/\s]+\S*$", metadata.get(key, "")):
            yield f"metadata.txt: {key} is not an https address"
    for key in BOOLEANS:
        if metadata.get(key, "False").lower() not in {"true", "false", "yes", "no"}:
            yield f"metadata.txt: {key} is neither True nor False"
    unnamed = [package for package in PACKAGES if package not in metadata.get("about", "")]
    if unnamed:
        yield f"metadata.txt: about does not name the packages {unnamed}"
    icon = metadata.get("icon", "")
    if not any(name.split("/", 1)[-1] == icon for name in names):
        yield f"metadata.txt: the icon {icon!r} is not in the zip"


def _run(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, check=False
    )


def bandit_faults(folder: Path) -> Iterator[str]:
    """Yield what bandit finds with the site's rules; comments that silence it do not count."""
    tests = ",".join(f"B{n}" for low, high in BANDIT_RANGES for n in range(low, high + 1))
    run = _run(
        "bandit", "-r", ".", "-f", "json", "-q", "--ignore-nosec", "-t", tests, folder=folder
    )
    if not run.stdout.strip():
        yield f"bandit did not run: {run.stderr.strip()}"
        return
    report = json.loads(run.stdout)
    for error in report["errors"]:
        yield f"bandit: {error}"
    for found in report["results"]:
        where = f"{found['filename']}:{found['line_number']}"
        yield f"bandit {found['test_id']} {where}: {found['issue_text']}"


def secret_faults(folder: Path) -> Iterator[str]:
    """Yield what looks like a password or key to detect-secrets."""
    run = _run(
        "detect_secrets", "scan", "--all-files", "--exclude-files", r"metadata\.txt", ".",
        folder=folder,
    )  # fmt: skip
    if run.returncode != 0:
        yield f"detect-secrets did not run: {run.stderr.strip()}"
        return
    for name, secrets in json.loads(run.stdout)["results"].items():
        for secret in secrets:
            yield f"detect-secrets {name}:{secret['line_number']}: {secret['type']}"


def flake8_faults(folder: Path) -> Iterator[str]:
    """Yield what flake8 finds at the site's line length."""
    run = _run(
        "flake8", "--isolated", "--max-line-length=120", f"--extend-ignore={FLAKE8_IGNORES}", ".",
        folder=folder,
    )  # fmt: skip
    if run.stderr.strip():
        yield f"flake8 did not run: {run.stderr.strip()}"
    yield from (f"flake8 {line}" for line in run.stdout.splitlines())


def faults(package: Path) -> list[str]:
    """Return everything for which the site would refuse or block `package`."""
    with zipfile.ZipFile(package) as archive, tempfile.TemporaryDirectory() as folder:
        found = list(layout_faults(archive, package.stat().st_size))
        try:
            found += metadata_faults(read_metadata(archive), archive.namelist())
        except (configparser.Error, StopIteration, UnicodeDecodeError) as error:
            found.append(f"metadata.txt cannot be read: {error}")
        archive.extractall(folder)
        for scan in (bandit_faults, secret_faults, flake8_faults):
            found += scan(Path(folder))
    return found


def left_to_fill_in(package: Path) -> list[str]:
    """Return the metadata keys whose address is still the placeholder."""
    with zipfile.ZipFile(package) as archive:
        metadata = read_metadata(archive)
    filled = [key for key in ADDRESSES if metadata.get(key, "").startswith(PLACEHOLDER)]
    return filled + [key for key in ("email",) if metadata.get(key, "").endswith("@example.org")]


def main(arguments: list[str]) -> int:
    packages = [Path(arguments[0])] if arguments else sorted((ROOT / "dist").glob("*.zip"))
    if not packages:
        print("site_check: no zip; run `make package` first")
        return 2
    package = max(packages, key=lambda path: path.stat().st_mtime)
    found = faults(package)
    print(f"{package}: {len(found)} things that plugins.qgis.org would refuse")
    print("\n".join(found), end="\n" if found else "")
    if not found and (left := left_to_fill_in(package)):
        print(f"left to fill in before an upload, in metadata.txt: {', '.join(left)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
