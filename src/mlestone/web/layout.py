"""The map: every region a territory, every skill a place in it, every need a line that can be followed.

Regions stand in stages, from left to right in the course's order, and fill a plane of about 2:1. Within a region skills
stand in rows: each below all it needs there, so a region is read downwards and the course to the right. Lines run like
those of a transport map: between rows and between stages, never across a skill. Everything follows from the course
alone; the same course always looks the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise, permutations

from mlestone.base.ids import RegionId, SkillId
from mlestone.course.model import Course, Region

NODE_WIDTH, NODE_HEIGHT = 136, 38
_COLUMN_GAP = 26  # lines within a region pass here
_ROW_GAP = 24  # lines that leave a region run here
_PADDING = 22
_TITLE = 58  # the strip above a region's first row: its title, and below that the lines that come in
_TITLE_LINE = 30  # where the title's first line stands
_TITLE_LETTERS = 24  # what is longer, the page writes in two lines (Chart.svelte)
_SECOND_LINE = 24  # and needs so much more
_GUTTER = 74  # between two stages
_REGION_GAP = 26  # between two regions of one stage
_MARGIN = 40
_SHAPE = 2.0  # width over height of the panel it is shown in
_COLUMNS = (2, 3, 4)
_LOOSEST_ROW = 1.6  # rows of a stage with less in it stand wider apart, up to this
_SWEEPS = 4
_LANE = 3.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in units of the map."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from a skill to one that needs it."""

    needed: SkillId
    needing: SkillId
    cross: bool
    """It leads from one region to another."""
    way: tuple[int, ...]
    """x and y of its start, then where each turn takes it: down to a y, across to an x, down to a y…"""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands; `skills` are the middles of their nodes."""

    width: int
    height: int
    node_width: int
    node_height: int
    padding: int
    title_line: int
    regions: Mapping[RegionId, Box]
    skills: Mapping[SkillId, tuple[int, int]]
    edges: tuple[Edge, ...]


def lay_out(course: Course) -> Layout:
    """The map of a course."""
    plan = _best_plan(course)
    territories = list(_territories(course, plan))
    places = {skill: place for territory in territories for skill, place in territory.places()}
    boxes = {territory.region: territory.box for territory in territories}
    edges = tuple(_Router(course, plan, territories).edges())
    return Layout(plan.width, plan.height, NODE_WIDTH, NODE_HEIGHT, _PADDING, _TITLE_LINE, boxes, places, edges)


# ---- rows: which skills of a region stand beside each other -------------------------------------------------


def rows_of(course: Course, region: Region, columns: int) -> list[list[SkillId]]:
    """The skills of a region in rows of at most so many, each below all it needs; as few rows as that allows."""
    inside = set(region.skills)
    needs = {skill: {need for need in course.graph.needs(skill) if need in inside} for skill in region.skills}
    ahead = _longest_ways(course, region, inside)
    rank = {skill: number for number, skill in enumerate(region.skills)}
    placed: set[SkillId] = set()
    rows = []
    while len(placed) < len(inside):
        ready = [skill for skill in region.skills if skill not in placed and needs[skill] <= placed]
        # Whatever has the longest way below it must not wait; else the author's order decides.
        row = sorted(sorted(ready, key=lambda skill: (-ahead[skill], rank[skill]))[:columns], key=rank.__getitem__)
        rows.append(row)
        placed.update(row)
    return rows


def _longest_ways(course: Course, region: Region, inside: set[SkillId]) -> dict[SkillId, int]:
    """How many skills of the region the longest way onwards from each has."""
    ahead: dict[SkillId, int] = {}
    for skill in reversed(course.graph.in_order(region.skills)):
        ahead[skill] = max((ahead[other] + 1 for other in course.graph.opens(skill) if other in inside), default=0)
    return ahead


def _in_slots(course: Course, rows: list[list[SkillId]], columns: int) -> list[dict[SkillId, int]]:
    """Which column each skill of each row stands in: near what it is joined to, so that lines are short and few cross.

    Rows are gone through downwards and upwards a few times; each is put into the best of all its orders.
    """
    home = {skill: number for number, row in enumerate(rows) for skill in row}
    joined = {
        skill: [other for other in (*course.graph.needs(skill), *course.graph.opens(skill)) if other in home]
        for skill in home
    }
    slots: dict[SkillId, float] = {}
    for row in rows:
        for number, skill in enumerate(row):
            slots[skill] = number + (columns - len(row)) / 2

    def cost(row: Sequence[SkillId], taken: tuple[int, ...]) -> float:
        total = 0.0
        for skill, slot in zip(row, taken, strict=True):
            for other in joined[skill]:
                total += abs(slot - slots[other]) / abs(home[skill] - home[other])
            total += 0.01 * abs(slot - (columns - 1) / 2)
        return total

    for sweep in range(_SWEEPS):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            choices = [order for taken in combinations(range(columns), len(row)) for order in permutations(taken)]
            best = min(choices, key=lambda taken: (round(cost(row, taken), 6), taken))
            slots.update(zip(row, best, strict=True))
    return [{skill: int(slots[skill]) for skill in row} for row in rows]


# ---- stages: which regions stand below each other -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Plan:
    """Regions by stage, and the size of it all."""

    columns: int
    stages: tuple[tuple[RegionId, ...], ...]
    rows: Mapping[RegionId, list[list[SkillId]]]
    strips: Mapping[RegionId, int]
    """How much each region leaves free above its first row."""
    height: int

    @property
    def stage_width(self) -> int:
        return self.columns * NODE_WIDTH + (self.columns - 1) * _COLUMN_GAP + 2 * _PADDING

    @property
    def width(self) -> int:
        return 2 * _MARGIN + len(self.stages) * self.stage_width + (len(self.stages) - 1) * _GUTTER

    def left(self, stage: int) -> int:
        return _MARGIN + stage * (self.stage_width + _GUTTER)

    def needed(self, region: RegionId) -> int:
        return _height(len(self.rows[region]), self.strips[region])

    def badness(self) -> float:
        """How far from the panel's shape, and how empty."""
        shape = self.width / self.height / _SHAPE
        used = sum(self.needed(region) for stage in self.stages for region in stage) * self.stage_width
        skills = sum(len(row) for rows in self.rows.values() for row in rows)
        slots = sum(len(rows) for rows in self.rows.values()) * self.columns
        empty = 1 - used / (self.width * self.height)
        return 3 * abs(shape - 1) + empty + (1 - skills / max(slots, 1))


def _height(rows: int, strip: int) -> int:
    return strip + rows * NODE_HEIGHT + (rows - 1) * _ROW_GAP + _PADDING


def _best_plan(course: Course) -> _Plan:
    regions = [region for region in course.regions.values() if region.skills]
    strips = {region.id: _TITLE + _SECOND_LINE * (len(region.title) > _TITLE_LETTERS) for region in regions}
    plans = []
    for columns in _COLUMNS:
        rows = {region.id: rows_of(course, region, columns) for region in regions}
        heights = [_height(len(rows[region.id]), strips[region.id]) + _REGION_GAP for region in regions]
        for count in range(1, len(regions) + 1):
            cuts = _even_parts(heights, count)
            stages = tuple(tuple(region.id for region in regions[start:end]) for start, end in pairwise(cuts))
            tallest = max(sum(heights[start:end]) for start, end in pairwise(cuts)) - _REGION_GAP
            plans.append(_Plan(columns, stages, rows, strips, tallest + 2 * _MARGIN))
    if not plans:
        return _Plan(1, (), {}, {}, 2 * _MARGIN)
    return min(plans, key=_Plan.badness)


def _even_parts(sizes: Sequence[int], count: int) -> list[int]:
    """Where to cut a row of sizes into `count` parts so that the largest is as small as can be."""
    total = [0]
    for size in sizes:
        total.append(total[-1] + size)
    best = [[0.0] + [float("inf")] * len(sizes)]
    cut: list[list[int]] = [[0] * (len(sizes) + 1)]
    for part in range(1, count + 1):
        best.append([float("inf")] * (len(sizes) + 1))
        cut.append([0] * (len(sizes) + 1))
        for end in range(part, len(sizes) + 1):
            for start in range(part - 1, end):
                largest = max(best[part - 1][start], total[end] - total[start])
                if largest < best[part][end]:
                    best[part][end], cut[part][end] = largest, start
    cuts = [len(sizes)]
    for part in range(count, 0, -1):
        cuts.append(cut[part][cuts[-1]])
    return cuts[::-1]


# ---- territories: a region with its place -------------------------------------------------------------------


@dataclass(slots=True)
class _Territory:
    """A region that knows where it is, and where lines may run in it."""

    region: RegionId
    stage: int
    box: Box
    rows: list[dict[SkillId, int]]
    pitch: int
    """From one row to the next."""
    top: int
    """The middle of the first row."""
    home: dict[SkillId, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.home = {skill: number for number, row in enumerate(self.rows) for skill in row}

    def places(self) -> Iterator[tuple[SkillId, tuple[int, int]]]:
        for skill, row in self.home.items():
            yield skill, (self.x(self.rows[row][skill]), self.y(row))

    @property
    def middle(self) -> int:
        return self.box.x + self.box.width // 2

    def x(self, slot: int) -> int:
        return self.box.x + _PADDING + NODE_WIDTH // 2 + slot * (NODE_WIDTH + _COLUMN_GAP)

    def y(self, row: int) -> int:
        return self.top + row * self.pitch

    def below(self, row: int) -> int:
        """The middle of the gap below a row; below the last one, of the strip that is left there."""
        if row == len(self.rows) - 1:
            return self.y(row) + NODE_HEIGHT // 2 + min(self.pitch - NODE_HEIGHT, _PADDING) // 2
        return self.y(row) + self.pitch // 2

    def above(self, row: int) -> int:
        return self.y(row) - NODE_HEIGHT // 2 - _ROW_GAP // 2 if row == 0 else self.below(row - 1)


def _territories(course: Course, plan: _Plan) -> Iterator[_Territory]:
    for number, stage in enumerate(plan.stages):
        room = plan.height - 2 * _MARGIN - (len(stage) - 1) * _REGION_GAP
        spare = room - sum(plan.needed(region) for region in stage)
        rows = sum(len(plan.rows[region]) for region in stage)
        pitch = min(NODE_HEIGHT + _ROW_GAP + spare // max(rows, 1), int((NODE_HEIGHT + _ROW_GAP) * _LOOSEST_ROW))
        y = _MARGIN
        for place, region in enumerate(stage):
            share = spare * len(plan.rows[region]) // rows
            last = place == len(stage) - 1
            height = plan.height - _MARGIN - y if last else plan.needed(region) + share
            box = Box(plan.left(number), y, plan.stage_width, height)
            slots = _in_slots(course, plan.rows[region], plan.columns)
            inner = (len(slots) - 1) * pitch + NODE_HEIGHT
            strip = plan.strips[region]
            top = y + strip + (height - strip - _PADDING - inner) // 2 + NODE_HEIGHT // 2
            yield _Territory(region, number, box, slots, pitch, top)
            y += height + _REGION_GAP


# ---- lines --------------------------------------------------------------------------------------------------

_Point = tuple[float, float]


class _Router:
    """Finds each need a way that touches no node: through gaps between rows, between columns, and between stages."""

    def __init__(self, course: Course, plan: _Plan, territories: Iterable[_Territory]) -> None:
        self._course = course
        self._plan = plan
        self._of = {skill: territory for territory in territories for skill in territory.home}
        self._lane = {region: number for number, region in enumerate(course.regions)}
        self._crossings: dict[int, list[int]] = {number: [] for number in range(len(plan.stages))}
        for territory in {id(each): each for each in self._of.values()}.values():
            gaps = [territory.below(row) for row in range(len(territory.rows))]
            self._crossings[territory.stage] += gaps
        for gaps in self._crossings.values():
            gaps.sort()

    def edges(self) -> Iterator[Edge]:
        for skill in self._course.graph.order:
            for need in self._course.graph.needs(skill):
                source, target = self._of[need], self._of[skill]
                if source is target:
                    yield Edge(need, skill, False, self._inside(source, need, skill))
                else:
                    yield Edge(need, skill, True, self._across(source, need, target, skill))

    def _inside(self, territory: _Territory, need: SkillId, skill: SkillId) -> tuple[int, ...]:
        """Down, in the gap between columns where rows lie between."""
        upper, lower = territory.home[need], territory.home[skill]
        start, end = self._ends(territory, need, territory, skill)
        if lower - upper == 1:
            middle = territory.below(upper)
            return _turns([start, (start[0], middle), (end[0], middle), end])
        side = 1 if (end[0], territory.middle) > (start[0], start[0]) else -1
        gap = start[0] + side * (NODE_WIDTH + _COLUMN_GAP) / 2
        out, back = territory.below(upper), territory.above(lower)
        return _turns([start, (start[0], out), (gap, out), (gap, back), (end[0], back), end])

    def _across(self, source: _Territory, need: SkillId, target: _Territory, skill: SkillId) -> tuple[int, ...]:
        """Out below the row, along gutters and gaps from stage to stage, in above the row."""
        start, end = self._ends(source, need, target, skill)
        shift = self._shift(source.region)
        y = source.below(source.home[need]) + shift / 3
        goal = target.above(target.home[skill]) + shift / 3
        points = [start, (start[0], y)]
        step = 1 if target.stage >= source.stage else -1
        stage = source.stage
        x = self._gutter(stage, step) + shift
        points.append((x, y))
        while stage != target.stage:
            stage += step
            if stage == target.stage:
                break
            y = self._nearest(stage, y + (goal - y) / (abs(target.stage - stage) + 1)) + shift / 3
            points += [(x, y), (self._gutter(stage, step) + shift, y)]
            x = self._gutter(stage, step) + shift
        return _turns([*points, (x, goal), (end[0], goal), end])

    def _ends(self, source: _Territory, need: SkillId, target: _Territory, skill: SkillId) -> tuple[_Point, _Point]:
        upper, lower = source.home[need], target.home[skill]
        start = source.x(source.rows[upper][need]), source.y(upper) + NODE_HEIGHT // 2
        end = target.x(target.rows[lower][skill]), target.y(lower) - NODE_HEIGHT // 2
        return start, end

    def _gutter(self, stage: int, step: int) -> float:
        left = self._plan.left(stage)
        return left + self._plan.stage_width + _GUTTER / 2 if step > 0 else left - _GUTTER / 2

    def _shift(self, region: RegionId) -> float:
        """Lines from one region run together, beside those of others."""
        return (self._lane[region] - (len(self._lane) - 1) / 2) * min(_LANE, (_GUTTER - 14) / max(len(self._lane), 1))

    def _nearest(self, stage: int, y: float) -> float:
        return min(self._crossings[stage], key=lambda gap: (abs(gap - y), gap))


def _turns(points: Sequence[_Point]) -> tuple[int, ...]:
    """Where a way along the axes begins, then where each of its legs ends; the first leads down."""
    start, *rest = ((round(x), round(y)) for x, y in points)
    legs: list[int] = []
    here, downwards = start, True
    for there in rest:
        if there == here:
            continue
        down = there[0] == here[0]
        end = there[1] if down else there[0]
        if legs and down == downwards:  # straight on
            legs[-1] = end
        else:
            legs.append(end)
        here, downwards = there, down
    return (*start, *legs)
