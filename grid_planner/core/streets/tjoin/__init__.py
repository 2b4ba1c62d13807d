# SPDX-License-Identifier: GPL-2.0-or-later
"""What a tour walks twice: the shortest set of edges that makes every crossing even (T-join).

A closed walk along every street exists where an even number of them meets at each crossing (Euler
1736). The shortest repeated edges that bring this about make the shortest tour, the Chinese
postman's (Edmonds and Johnson 1973). Many graphs, one a zone, stand side by side in one arrangement
and are worked on at once:

    graphs    such graphs, and how they are made smaller without changing the answer
    bounds    a good T-join and what none can be shorter than, for thousands of zones
    exact     the shortest, by integer programming
"""
