"""The graph of what needs what: order, closure, cycles and edges that say nothing new.

Plain functions over plain mappings, plus `Graph`, which answers questions about a graph without cycles. Every
answer is a pure function of the needs and of the order they are given in: the order in which the author lists
skills decides wherever the needs leave a choice.
"""

import heapq
from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType

from mlestone.base.ids import SkillId

Needs = Mapping[SkillId, tuple[SkillId, ...]]


class Graph:
    """Who needs whom, for needs that name only known skills and form no cycle (`cycles` finds none)."""

    def __init__(self, needs: Needs) -> None:
        self._needs = MappingProxyType(dict(needs))
        self._rank = {skill: rank for rank, skill in enumerate(self._needs)}

    def needs(self, skill: SkillId) -> tuple[SkillId, ...]:
        """What must come directly before `skill`."""
        return self._needs[skill]

    def opens(self, skill: SkillId) -> tuple[SkillId, ...]:
        """What needs `skill` directly, in the author's order."""
        return self._opens[skill]

    def before(self, *skills: SkillId) -> frozenset[SkillId]:
        """Everything the given skills need, however far back; a given skill only if another one needs it."""
        seen: set[SkillId] = set()
        waiting = [need for skill in skills for need in self._needs[skill]]
        while waiting:
            skill = waiting.pop()
            if skill not in seen:
                seen.add(skill)
                waiting.extend(self._needs[skill])
        return frozenset(seen)

    def closure(self, skills: Iterable[SkillId]) -> frozenset[SkillId]:
        """The given skills and everything before them."""
        wanted = tuple(skills)
        return self.before(*wanted) | frozenset(wanted)

    @cached_property
    def order(self) -> tuple[SkillId, ...]:
        """All skills, each after what it needs, otherwise as the author lists them."""
        missing = {skill: len(needs) for skill, needs in self._needs.items()}
        ready = [rank for skill, rank in self._rank.items() if not missing[skill]]
        skills = tuple(self._needs)
        ordered: list[SkillId] = []
        while ready:
            skill = skills[heapq.heappop(ready)]
            ordered.append(skill)
            for opened in self._opens[skill]:
                missing[opened] -= 1
                if not missing[opened]:
                    heapq.heappush(ready, self._rank[opened])
        return tuple(ordered)

    def in_order(self, skills: Iterable[SkillId]) -> tuple[SkillId, ...]:
        """The given skills, each once, in the order of the whole course."""
        return tuple(sorted(set(skills), key=self._place.__getitem__))

    def way_to(self, targets: Iterable[SkillId]) -> tuple[SkillId, ...]:
        """The targets in the order given, each preceded by whatever it needs and has not come yet."""
        way: dict[SkillId, None] = {}
        for target in targets:
            for skill in self.in_order(self._unseen(target, way)):
                way[skill] = None
        return tuple(way)

    def _unseen(self, target: SkillId, seen: Mapping[SkillId, None]) -> set[SkillId]:
        found: set[SkillId] = set()
        waiting = [target]
        while waiting:
            skill = waiting.pop()
            if skill not in seen and skill not in found:
                found.add(skill)
                waiting.extend(self._needs[skill])
        return found

    @cached_property
    def _opens(self) -> Needs:
        opens: dict[SkillId, list[SkillId]] = {skill: [] for skill in self._needs}
        for skill, needs in self._needs.items():
            for need in needs:
                opens[need].append(skill)
        return {skill: tuple(opened) for skill, opened in opens.items()}

    @cached_property
    def _place(self) -> dict[SkillId, int]:
        return {skill: place for place, skill in enumerate(self.order)}


def cycles(needs: Needs) -> list[tuple[SkillId, ...]]:
    """One cycle for every knot of skills that need each other, each a shortest one through its first skill.

    A cycle is written from its first skill round to it again: `a, b, a`. Needs that name no known skill do
    not count.
    """
    return [_shortest_cycle(needs, knot) for knot in _knots(needs)]


def redundant_needs(needs: Needs) -> list[tuple[SkillId, SkillId, SkillId]]:
    """`(skill, need, through)` for every need that another need of the same skill already implies.

    Needs within a cycle are left out of account: a cycle is a fault of its own, and would make everything in
    it look redundant.
    """
    knot_of = {skill: number for number, knot in enumerate(_knots(needs)) for skill in knot}
    acyclic = {
        skill: tuple(
            need for need in wanted if need in needs and (skill not in knot_of or knot_of[skill] != knot_of.get(need))
        )
        for skill, wanted in needs.items()
    }
    graph = Graph(acyclic)
    before: dict[SkillId, set[SkillId]] = {}
    for skill in graph.order:
        before[skill] = set(acyclic[skill]).union(*(before[need] for need in acyclic[skill]))
    return [
        (skill, need, through)
        for skill, wanted in acyclic.items()
        for need in dict.fromkeys(wanted)
        if (through := next((other for other in wanted if need in before[other]), None)) is not None
    ]


def _knots(needs: Needs) -> list[list[SkillId]]:
    """Sets of skills that all need each other, and skills that need themselves (Tarjan, no recursion)."""
    index: dict[SkillId, int] = {}
    low: dict[SkillId, int] = {}
    on_stack: set[SkillId] = set()
    stack: list[SkillId] = []
    knots: list[list[SkillId]] = []
    for root in needs:
        if root in index:
            continue
        travelling = [(root, iter(needs[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while travelling:
            skill, remaining = travelling[-1]
            need = next((need for need in remaining if need in needs), None)
            if need is None:
                travelling.pop()
                if travelling:
                    parent = travelling[-1][0]
                    low[parent] = min(low[parent], low[skill])
                if low[skill] == index[skill]:
                    knot = _pop_knot(stack, on_stack, skill)
                    if len(knot) > 1 or skill in needs[skill]:
                        knots.append(knot)
            elif need not in index:
                index[need] = low[need] = len(index)
                stack.append(need)
                on_stack.add(need)
                travelling.append((need, iter(needs[need])))
            elif need in on_stack:
                low[skill] = min(low[skill], index[need])
    return knots


def _pop_knot(stack: list[SkillId], on_stack: set[SkillId], last: SkillId) -> list[SkillId]:
    knot: list[SkillId] = []
    while True:
        skill = stack.pop()
        on_stack.remove(skill)
        knot.append(skill)
        if skill == last:
            return knot


def _shortest_cycle(needs: Needs, knot: list[SkillId]) -> tuple[SkillId, ...]:
    members = set(knot)
    start = next(skill for skill in needs if skill in members)
    came_from: dict[SkillId, SkillId] = {}
    frontier = [start]
    while start not in came_from:
        following: list[SkillId] = []
        for skill in frontier:
            for need in needs[skill]:
                if need in members and need not in came_from:
                    came_from[need] = skill
                    following.append(need)
        frontier = following
    backwards = [start, came_from[start]]
    while backwards[-1] != start:
        backwards.append(came_from[backwards[-1]])
    return tuple(reversed(backwards))
