"""A figure as a verdict carries it: what it shows, small enough to be sent, for whoever reads the verdict to draw.

Not a picture. A picture would have one theme and depend on the version of a library; this is drawn by the page, in its
own type and colours, and is the same to the bit each time. Lines and points are thinned out evenly, grids are averaged,
numbers have six significant digits, and what there is too much of is cut.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Any, TypeVar

from mlestone.proving.shown import cap
from mlestone.wire.figures import AxesView, BarView, FigureView, FillView, ImageView, LineView, PointsView, TextView

MOST_AXES = 6
MOST_ARTISTS = 24  # of a kind, in one axes
MOST_BARS = 80
MOST_POINTS = 1_600  # in a figure, shared out among what it shows
FEWEST_POINTS = 16  # of one line, however many there are
GRID = 40  # cells of an image along each side
_TEXT = 120

Numbers = tuple[float | None, ...]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line."""

    x: Annotated[Numbers, "Where it goes; null is a gap."]
    y: Annotated[Numbers, "Where it goes; null is a gap."]
    color: Annotated[str, "As #rrggbb; empty when it has none."]
    label: Annotated[str, "As a legend would show it."]
    style: Annotated[str, "Matplotlib's: -, --, :, -. or None."]
    marker: Annotated[str, "Matplotlib's; None without."]


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A bar, or any rectangle."""

    x: Annotated[float, "The middle of its width."]
    bottom: Annotated[float, "Where it begins."]
    width: Annotated[float, "Its width."]
    height: Annotated[float, "Its height, downwards if negative."]
    color: Annotated[str, "As #rrggbb."]
    label: Annotated[str, "As a legend would show it."]


@dataclass(frozen=True, slots=True)
class DrawnPoints:
    """Points."""

    x: Annotated[Numbers, "Where they are."]
    y: Annotated[Numbers, "Where they are."]
    shades: Annotated[Numbers, "From 0 to 1 where colours stand for values; else empty."]
    color: Annotated[str, "Of the first, as #rrggbb."]
    label: Annotated[str, "As a legend would show it."]


@dataclass(frozen=True, slots=True)
class DrawnImage:
    """An image or a grid of coloured cells."""

    columns: Annotated[int, "Cells in a row."]
    cells: Annotated[Numbers, "From 0 to 1, row by row from the top of the array."]
    extent: Annotated[tuple[float, ...], "Left, right, bottom, top; empty: one unit a cell from half before 0 on."]


@dataclass(frozen=True, slots=True)
class DrawnText:
    """A text placed in the axes."""

    x: Annotated[float, "Where it is."]
    y: Annotated[float, "Where it is."]
    text: Annotated[str, "What it says."]


@dataclass(frozen=True, slots=True)
class DrawnFill:
    """An area."""

    x: Annotated[Numbers, "The corners of its outline."]
    y: Annotated[Numbers, "The corners of its outline."]
    color: Annotated[str, "As #rrggbb."]
    label: Annotated[str, "As a legend would show it."]


@dataclass(frozen=True, slots=True)
class DrawnAxes:
    """One set of axes."""

    title: Annotated[str, "Its title."]
    xlabel: Annotated[str, "What stands along x."]
    ylabel: Annotated[str, "What stands along y."]
    xlim: Annotated[tuple[float, ...], "From, to."]
    ylim: Annotated[tuple[float, ...], "From, to."]
    xscale: Annotated[str, "linear, log or another of Matplotlib's."]
    yscale: Annotated[str, "linear, log or another of Matplotlib's."]
    legend: Annotated[tuple[str, ...], "The names in its legend; none without one."]
    xticklabels: Annotated[tuple[str, ...], "Where they are texts, at 0, 1, 2…"]
    yticklabels: Annotated[tuple[str, ...], "Where they are texts, at 0, 1, 2…"]
    lines: Annotated[tuple[DrawnLine, ...], "In the order they were drawn."]
    bars: Annotated[tuple[DrawnBar, ...], "In the order they were drawn."]
    points: Annotated[tuple[DrawnPoints, ...], "In the order they were drawn."]
    images: Annotated[tuple[DrawnImage, ...], "In the order they were drawn."]
    texts: Annotated[tuple[DrawnText, ...], "In the order they were drawn."]
    fills: Annotated[tuple[DrawnFill, ...], "In the order they were drawn."]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a figure shows."""

    title: Annotated[str, "Above all its axes."]
    axes: Annotated[tuple[DrawnAxes, ...], "From first to last made, colour bars left out."]
    left_out: Annotated[bool, "Whether there is more in the figure than is told here."]


def drawing_of(view: FigureView) -> Drawing:
    """The figure, thinned out as far as it takes."""
    axes = [each for each in view.axes if not each.is_colorbar]
    artists = sum(len(each.lines) + len(each.points) + len(each.fills) for each in axes)
    room = max(MOST_POINTS // max(artists, 1), FEWEST_POINTS)
    return Drawing(_text(view.title), tuple(_axes(each, room) for each in axes[:MOST_AXES]), _is_cut(axes))


def _is_cut(axes: Sequence[AxesView]) -> bool:
    kinds = [kind for each in axes for kind in (each.lines, each.points, each.images, each.texts, each.fills)]
    many = any(len(kind) > MOST_ARTISTS for kind in kinds) or any(len(each.bars) > MOST_BARS for each in axes)
    return many or len(axes) > MOST_AXES or any(each.segments for each in axes)


def _axes(view: AxesView, room: int) -> DrawnAxes:
    return DrawnAxes(
        title=_text(view.title),
        xlabel=_text(view.xlabel),
        ylabel=_text(view.ylabel),
        xlim=_limits(view.xlim),
        ylim=_limits(view.ylim),
        xscale=view.xscale,
        yscale=view.yscale,
        legend=_texts(view.legend),
        xticklabels=_texts(view.xticklabels),
        yticklabels=_texts(view.yticklabels),
        lines=tuple(_line(each, room) for each in _first(view.lines)),
        bars=tuple(bar for each in view.bars[:MOST_BARS] if (bar := _bar(each)) is not None),
        points=tuple(_points(each, room) for each in _first(view.points)),
        images=tuple(image for each in _first(view.images) if (image := _image(each)) is not None),
        texts=tuple(text for each in _first(view.texts) if (text := _placed(each)) is not None),
        fills=tuple(_fill(each, room) for each in _first(view.fills)),
    )


def _line(view: LineView, room: int) -> DrawnLine:
    x, y = _thinned(room, view.x, view.y)
    return DrawnLine(x, y, _color(view.color), _text(view.label), _text(view.linestyle), _text(view.marker))


def _bar(view: BarView) -> DrawnBar | None:
    x, bottom, width, height = map(_number, (view.x, view.bottom, view.width, view.height))
    if x is None or bottom is None or width is None or height is None:
        return None
    return DrawnBar(x, bottom, width, height, _color(view.color), _text(view.label))


def _points(view: PointsView, room: int) -> DrawnPoints:
    values = _floats(view.values)
    x, y, shades = _thinned(room, view.x, view.y, _shares(values) if values is not None else None)
    color = _color(view.colors[0]) if view.colors else ""
    return DrawnPoints(x, y, shades, color, _text(view.label))


def _image(view: ImageView) -> DrawnImage | None:
    """The grid, averaged over blocks where it is large; colours as their brightness."""
    import numpy as np

    values = _floats(view.values)
    if values is None or values.ndim not in (2, 3) or not values.size:
        return None
    if values.ndim == 3:
        values = values[..., :3].mean(axis=2)
        limits: tuple[float | None, float | None] = (0.0, 1.0 if values.max() <= 1 else 255.0)
    else:
        limits = view.clim
    rows, columns = (np.array_split(np.arange(count), min(count, GRID)) for count in values.shape)
    cells = np.array([[values[np.ix_(row, column)].mean() for column in columns] for row in rows])
    extent = [_number(each) for each in view.extent]
    known = [each for each in extent if each is not None]
    return DrawnImage(len(columns), _plain(_shares(cells, *limits).ravel()), tuple(known) if len(known) == 4 else ())


def _placed(view: TextView) -> DrawnText | None:
    x, y = _number(view.x), _number(view.y)
    return None if x is None or y is None else DrawnText(x, y, _text(view.text))


def _fill(view: FillView, room: int) -> DrawnFill:
    x, y = _thinned(room, view.x, view.y)
    return DrawnFill(x, y, _color(view.color), _text(view.label))


# Numbers and texts


def _thinned(room: int, *columns: Any) -> list[Numbers]:
    """Columns of one length with at most `room` rows, the first and the last among them."""
    import numpy as np

    read = [_floats(column) for column in columns]
    lengths = [len(column.ravel()) for column in read if column is not None]
    length = min(lengths, default=0)
    kept = np.unique(np.linspace(0, max(length - 1, 0), min(length, room)).round().astype(int))
    return [() if column is None else _plain(column.ravel()[kept]) for column in read]


def _floats(values: Any) -> Any:
    """An array of floats; `None` for what has none."""
    if values is None or values.dtype.kind not in "biuf":
        return None
    return values.astype(float)


def _shares(values: Any, low: float | None = None, high: float | None = None) -> Any:
    """Numbers as shares of the way from the lowest to the highest."""
    import numpy as np

    known = values[np.isfinite(values)]
    if not known.size:
        return values
    bottom = float(known.min()) if low is None else low
    top = float(known.max()) if high is None else high
    return (
        np.clip((values - bottom) / (top - bottom), 0, 1)
        if top > bottom
        else np.where(np.isfinite(values), 0.5, np.nan)
    )


def _plain(values: Iterable[Any]) -> Numbers:
    return tuple(_number(value) for value in values)


def _number(value: float) -> float | None:
    return float(f"{float(value):.6g}") if math.isfinite(value) else None


def _limits(limits: tuple[float, float]) -> tuple[float, ...]:
    ends = [_number(end) for end in limits]
    known = tuple(end for end in ends if end is not None)
    return known if len(known) == 2 else (0.0, 1.0)


def _first(several: Sequence[_T]) -> Iterable[_T]:
    return islice(several, MOST_ARTISTS)


def _color(text: str) -> str:
    """Only what a page may take for a colour."""
    return text.lower() if re.fullmatch("#[0-9a-fA-F]{6}", text) else ""


def _text(text: str) -> str:
    return cap(text, _TEXT)


def _texts(several: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(_text, _first(several)))
