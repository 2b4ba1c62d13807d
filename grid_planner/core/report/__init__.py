# SPDX-License-Identifier: GPL-2.0-or-later
"""Reports: numbers with their names (`measure`), charts, and the page that holds them (`html`)."""
