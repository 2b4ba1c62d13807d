# SPDX-License-Identifier: GPL-2.0-or-later
"""resources.qrc is the list of icons for Qt Designer; it is never compiled."""

from __future__ import annotations

import xml.etree.ElementTree as ET


def test_resources_qrc_names_every_icon(root):
    listed = [file.text for file in ET.parse(root / "resources.qrc").iter("file")]
    icons = sorted((root / "grid_planner" / "icons").glob("*.*"))
    assert listed == [icon.relative_to(root).as_posix() for icon in icons]


def test_nothing_uses_the_compiled_form(sources):
    wrong = [s.at(1) for s in sources if '":/' in s.text or "resources_rc" in s.text]
    assert not wrong
