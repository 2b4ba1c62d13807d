# SPDX-License-Identifier: GPL-2.0-or-later
"""Responsibility grids: whole base units put together into an exact number of grids.

A plan is a mapping unit -> grid. Hard rules are edges left out of the graph, so no later step can
break them:

    basis: table -> links -> problem           what the user gave, who touches whom, what is free
    draft: apportion -> search -> optimum      how many where, a good plan, the best where cheap
    plan:  naming -> check -> measure          codes, whether it keeps the rules, what it is worth
"""
