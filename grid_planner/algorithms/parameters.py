# SPDX-License-Identifier: GPL-2.0-or-later
"""Parameters that several algorithms have, in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..bridge.declared import Sought, sought
from ..i18n import translate
from . import definitions as make

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qgis.core import QgsProcessingParameterDefinition


def base_units(
    text: str, *code: str, also: Sequence[Sought] = ()
) -> QgsProcessingParameterDefinition:
    """Ask for the base units, explained by `text`; their code is a field of `code`."""
    return make.layer(
        "UNITS",
        translate("GridPlanner", "Base units"),
        text,
        make.POLYGONS,
        columns=[sought("unit_code", *code), *also],
    )


def buildings() -> QgsProcessingParameterDefinition:
    """Offer to choose the buildings, whose floors make floor area."""
    return make.layer(
        "BUILDINGS",
        translate("GridPlanner", "Buildings"),
        translate("GridPlanner", "Floor area, with the field floors where there is one."),
        make.POLYGONS,
        optional=True,
        columns=[sought("floors", kind="number")],
    )


def certificate() -> QgsProcessingParameterDefinition:
    """Offer the proof that a result covers without gap and overlap."""
    return make.file(
        "CERTIFICATE",
        translate("GridPlanner", "Certificate of coverage"),
        translate("GridPlanner", "The proof that no gap and no overlap is left."),
        "JSON (*.json)",
    )


def report() -> QgsProcessingParameterDefinition:
    """Offer the HTML report."""
    return make.file(
        "REPORT",
        translate("GridPlanner", "Report"),
        translate("GridPlanner", "One HTML file with figures, charts and a map."),
        "HTML (*.html)",
    )
