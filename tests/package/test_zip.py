# SPDX-License-Identifier: GPL-2.0-or-later
"""The zip keeps the rules of plugins.qgis.org, and the check of these rules can tell."""

from __future__ import annotations

import configparser
import shutil
import zipfile

import pytest

from tools import package, site_check


def test_the_site_would_take_the_zip(plugin_zip):
    assert site_check.faults(plugin_zip) == []


def test_only_addresses_are_left_to_fill_in(plugin_zip):
    assert set(site_check.left_to_fill_in(plugin_zip)) <= {*site_check.ADDRESSES, "email"}


def test_the_name_carries_the_version_of_the_metadata(plugin_zip):
    with zipfile.ZipFile(plugin_zip) as archive:
        metadata = site_check.read_metadata(archive)
    assert plugin_zip.name == f"grid_planner-{metadata['version']}.zip"


def test_the_same_tree_gives_the_same_bytes(plugin_zip, tmp_path):
    assert package.build(tmp_path).read_bytes() == plugin_zip.read_bytes()


def test_translations_are_compiled_and_sources_of_them_stay_out(plugin_zip):
    names = zipfile.ZipFile(plugin_zip).namelist()
    assert "grid_planner/i18n/grid_planner_zh.qm" in names
    assert not [name for name in names if name.endswith(".ts")]


def test_what_qgis_reads_at_run_time_is_inside(plugin_zip):
    names = zipfile.ZipFile(plugin_zip).namelist()
    for folder in ("help/en", "help/zh", "icons", "styles", "profiles"):
        assert [name for name in names if name.startswith(f"grid_planner/{folder}/")], folder


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("grid_planner/extra.pyc", "compiled"),
        ("grid_planner/run.sh", "scripts"),
        ("grid_planner/.hidden", "hidden"),
        ("grid_planner/../out.txt", "'..'"),
        ("grid_planner/tests/test_a.py", "tests stay out"),
        ("other/file.txt", "one folder"),
        ("grid_planner/中文.txt", "ASCII"),
    ],
)
def test_a_file_that_must_not_be_there_is_found(plugin_zip, tmp_path, name, fault):
    spoiled = shutil.copy(plugin_zip, tmp_path / plugin_zip.name)
    with zipfile.ZipFile(spoiled, "a") as archive:
        archive.writestr(name, "")
        assert any(fault in found for found in site_check.layout_faults(archive, 1))


@pytest.mark.parametrize("missing", ["__init__.py", "metadata.txt", "LICENSE", "requirements.txt"])
def test_a_file_that_must_be_there_is_missed(tmp_path, missing):
    with zipfile.ZipFile(tmp_path / "small.zip", "w") as archive:
        for name in {"__init__.py", "metadata.txt", "LICENSE", "requirements.txt"} - {missing}:
            archive.writestr(f"grid_planner/{name}", "")
        assert list(site_check.layout_faults(archive, 1)) == [
            f"{missing} is missing in the plugin's folder"
        ]


@pytest.mark.parametrize(
    ("scan", "code", "fault"),
    [
        (site_check.bandit_faults, "assert 1\n", "B101"),
        (
            site_check.bandit_faults,
            "try:\n    x = 1\nexcept Exception:  # nosec\n    pass\n",
            "B110",
        ),
        (site_check.bandit_faults, "import pickle\npickle.loads(b'')\n", "B301"),
        (site_check.secret_faults, 'AWS = "AKIAIOSFODNN7EXAMPL3"\n', "AWS"),
        (site_check.flake8_faults, f"A = {'1 + ' * 40}1\n", "E501"),
        (site_check.flake8_faults, "import os\n", "F401"),
    ],
)
def test_the_scanners_find_a_planted_fault(tmp_path, scan, code, fault):
    (tmp_path / "planted.py").write_text(code, encoding="utf-8")
    assert any(fault in found for found in scan(tmp_path))


def test_a_bare_percent_sign_in_the_metadata_is_found(tmp_path):
    with zipfile.ZipFile(tmp_path / "small.zip", "w") as archive:
        archive.writestr("grid_planner/metadata.txt", "[general]\nabout=100 % sure\n")
        with pytest.raises(configparser.InterpolationError):
            site_check.read_metadata(archive)


@pytest.mark.parametrize("key", site_check.REQUIRED)
def test_missing_metadata_are_found(plugin_zip, key):
    with zipfile.ZipFile(plugin_zip) as archive:
        metadata = site_check.read_metadata(archive)
        names = archive.namelist()
    del metadata[key]
    assert any(f"{key} is missing" in f for f in site_check.metadata_faults(metadata, names))
