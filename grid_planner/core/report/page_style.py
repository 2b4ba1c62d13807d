# SPDX-License-Identifier: GPL-2.0-or-later
"""The style sheet of a report: screen in light and dark, paper in A4."""

from __future__ import annotations

from .theme import DARK, LIGHT, variables

PAGE_STYLE = (
    f":root {{ color-scheme: light dark; {variables(LIGHT)} }}\n"
    f"@media (prefers-color-scheme: dark) {{ :root {{ {variables(DARK)} }} }}\n"
    f"@media print {{ :root {{ color-scheme: light; {variables(LIGHT)} --ground: #ffffff; }} }}\n"
    """
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); line-height: 1.6;
  font: 16px/1.6 "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Segoe UI", system-ui,
  sans-serif; }
header, main { max-width: 1080px; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2rem; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.3; }
header p { margin: .3rem 0 1.2rem; color: var(--soft); }
section { background: var(--paper); border: 1px solid var(--line); border-radius: 8px;
  padding: 1.1rem 1.4rem 1.3rem; margin: 0 0 1.2rem; }
h2 { margin: 0 0 .6rem; font-size: 1.2rem; border-left: 4px solid var(--accent);
  padding-left: .6rem; }
p { margin: .4rem 0 .8rem; }
abbr { text-decoration: underline dotted var(--soft); text-underline-offset: .2em; cursor: help; }
.unit { color: var(--soft); font-weight: normal; font-size: .85em; margin-left: .2em; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(165px, 1fr)); gap: .7rem;
  margin: .6rem 0; }
.tile { background: var(--plain-ground); border-radius: 6px; padding: .55rem .8rem; }
.tile .label { display: block; color: var(--soft); font-size: .88rem; }
.tile .value { font-size: 1.45rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.tile .value .unit { font-size: .9rem; }
.tile.good { background: var(--good-ground); } .tile.good .value { color: var(--good); }
.tile.bad { background: var(--bad-ground); } .tile.bad .value { color: var(--bad); }
.remark { border-left: 4px solid var(--accent); background: var(--plain-ground);
  padding: .5rem .8rem; border-radius: 0 6px 6px 0; }
.remark.good { border-color: var(--good); background: var(--good-ground); }
.remark.bad { border-color: var(--bad); background: var(--bad-ground); }
.long { max-height: 34rem; }
.scroll { overflow: auto; margin: .6rem 0; border: 1px solid var(--line);
  border-radius: 6px; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { padding: .32rem .6rem; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; }
.wide table { font-size: .82rem; } .wide th, .wide td { padding: .3rem .4rem; }
thead th { position: sticky; top: 0; background: var(--plain-ground); vertical-align: bottom;
  min-width: 3.4em; }
tbody tr:last-child td { border-bottom: 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td.number, td.short, .unit { white-space: nowrap; }
figure { margin: .8rem 0; text-align: center; }
figure img { max-width: 100%; height: auto; border-radius: 6px; }
figure svg { width: 100%; max-width: 800px; height: auto; overflow: visible; }
figure svg * { stroke-linejoin: round; stroke-linecap: butt; }
figure svg text { paint-order: stroke; stroke: var(--paper); stroke-width: .2em; }
figcaption { color: var(--soft); font-size: .9rem; margin-top: .3rem; }
.definitions { margin: .4rem 0 .8rem; color: var(--soft); font-size: .82rem; columns: 2;
  column-gap: 2rem; }
.definitions div { break-inside: avoid; }
.definitions dt { display: inline; font-weight: 600; } .definitions dt::after { content: ": "; }
.definitions dd { display: inline; margin: 0; }
@page { size: A4; margin: 16mm 14mm 18mm; @bottom-right { content: counter(page); } }
@media print {
  html { font-size: 13px; }
  body { font-size: 10.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  header, main { max-width: none; padding: 0; }
  section { border: 0; padding: 0; }
  .scroll { max-height: none; overflow: visible; border: 0; }
  table { font-size: 8.5pt; } th, td { padding: .2rem .35rem; }
  .wide table { font-size: 7.5pt; } .wide th, .wide td { padding: .15rem .25rem; }
  figure svg, figure img { max-width: 150mm; }
  thead { display: table-header-group; } thead th { position: static; }
  .tiles { grid-template-columns: repeat(4, 1fr); gap: .4rem; }
  h2, section > p { break-after: avoid; }
  tr, figure, p, .tile { break-inside: avoid; }
  abbr { text-decoration: none; }
}
"""
)
