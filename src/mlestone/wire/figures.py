"""What a Matplotlib figure shows, as plain values that checks can ask about.

`describe` runs where the figure is, in the child, and gives plain lists, texts and arrays; `FigureView.from_plain`
reads that account where it arrives, and raises `Malformed` if it is none. Only what a reader of the figure could see
is told: data, labels, limits, scales, legend, colours. Matplotlib is never imported: without it there are no figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Any, Final, TypeVar

from mlestone.wire.codec import Malformed
from mlestone.wire.extensions import loaded
from mlestone.wire.handles import short_text

_LONGEST_LABEL: Final = 1_000

Limits = tuple[float, float]


@dataclass(frozen=True, slots=True)
class LineView:
    """A line, as `plot` draws it."""

    x: Any
    y: Any
    label: str
    color: str
    linestyle: str
    marker: str
    width: float


@dataclass(frozen=True, slots=True)
class BarView:
    """A bar of a bar chart or histogram; `x` and `y` are the middle of its base if it stands upright."""

    x: float
    bottom: float
    width: float
    height: float
    color: str
    label: str


@dataclass(frozen=True, slots=True)
class PointsView:
    """Points, as `scatter` draws them."""

    x: Any
    y: Any
    sizes: Any
    values: Any
    """What the colour map was given; None if colours were named."""
    colors: tuple[str, ...]
    cmap: str
    label: str


@dataclass(frozen=True, slots=True)
class ImageView:
    """An image or a grid of coloured cells, as `imshow` and `pcolormesh` draw them."""

    values: Any
    cmap: str
    extent: tuple[float, ...]
    clim: tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class TextView:
    """A text placed in the axes."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class FillView:
    """An area, as `fill_between` draws it: the corners of its outline."""

    x: Any
    y: Any
    label: str
    color: str


@dataclass(frozen=True, slots=True)
class AxesView:
    """One set of axes with what was drawn in it, in the order it was drawn."""

    title: str
    xlabel: str
    ylabel: str
    xlim: Limits
    ylim: Limits
    xscale: str
    yscale: str
    legend: tuple[str, ...]
    legend_title: str
    xticklabels: tuple[str, ...]
    """Where they were given as texts; empty where Matplotlib writes numbers."""
    yticklabels: tuple[str, ...]
    lines: tuple[LineView, ...]
    bars: tuple[BarView, ...]
    points: tuple[PointsView, ...]
    images: tuple[ImageView, ...]
    texts: tuple[TextView, ...]
    fills: tuple[FillView, ...]
    segments: int
    """How many groups of separate strokes (`vlines`, error bars) there are."""
    is_colorbar: bool

    @classmethod
    def from_plain(cls, account: object) -> AxesView:
        return _read(cls, account)


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure: its axes, from first to last made."""

    title: str
    size: tuple[float, float]
    axes: tuple[AxesView, ...]

    @classmethod
    def from_plain(cls, account: object) -> FigureView:
        """Read what `describe` gave on the other side; one axes alone is a figure with one."""
        return _read(cls, account)


# Near end


def _read(kind: type[_V], account: object) -> _V:
    """Build a view from the list of its fields, each read by what the field is declared to be."""
    declared = fields(kind)  # type: ignore[arg-type]
    if type(account) is not list or len(account) != len(declared):
        raise Malformed(f"not the account of a {kind.__name__.removesuffix('View').lower()}")
    return kind(*(_FIELDS[str(field.type)](part) for field, part in zip(declared, account, strict=True)))


_V = TypeVar("_V")


def _read_number(part: object) -> float:
    if type(part) not in (int, float):
        raise Malformed("a number expected in the account of a figure")
    return float(part)  # type: ignore[arg-type]


def _read_array(part: object) -> object:
    numpy = loaded("numpy")
    if part is not None and (numpy is None or type(part) is not numpy.ndarray):
        raise Malformed("an array expected in the account of a figure")
    return part


def _read_bool(part: object) -> bool:
    if type(part) is not bool:
        raise Malformed("a truth value expected in the account of a figure")
    return part


def _read_count(part: object) -> int:
    if type(part) is not int:
        raise Malformed("a count expected in the account of a figure")
    return part


def _read_text(part: object) -> str:
    return short_text(part, _LONGEST_LABEL)


def _read_bound(part: object) -> float | None:
    return None if part is None else _read_number(part)


def _several(read: Callable[[object], object], length: int | None = None) -> Callable[[object], object]:
    def read_several(parts: object) -> object:
        if type(parts) is not list or (length is not None and len(parts) != length):
            raise Malformed("a list expected in the account of a figure")
        return tuple(read(part) for part in parts)

    return read_several


def _views(kind: type[Any]) -> Callable[[object], object]:
    return _several(lambda part: _read(kind, part))


_FIELDS: Final[dict[str, Callable[[object], object]]] = {
    "Any": _read_array,
    "str": _read_text,
    "float": _read_number,
    "int": _read_count,
    "bool": _read_bool,
    "Limits": _several(_read_number, 2),
    "tuple[str, ...]": _several(_read_text),
    "tuple[float, ...]": _several(_read_number),
    "tuple[float, float]": _several(_read_number, 2),
    "tuple[float | None, float | None]": _several(_read_bound, 2),
    "tuple[LineView, ...]": _views(LineView),
    "tuple[BarView, ...]": _views(BarView),
    "tuple[PointsView, ...]": _views(PointsView),
    "tuple[ImageView, ...]": _views(ImageView),
    "tuple[TextView, ...]": _views(TextView),
    "tuple[FillView, ...]": _views(FillView),
    "tuple[AxesView, ...]": _views(AxesView),
}


# Far end


def kind_of(value: object) -> str | None:
    """ "figure" or "axes", if the value is one."""
    figure_module, axes_module = loaded("matplotlib.figure"), loaded("matplotlib.axes")
    if figure_module is not None and issubclass(type(value), figure_module.FigureBase):
        return "figure"
    if axes_module is not None and issubclass(type(value), axes_module.Axes):
        return "axes"
    return None


def describe_open_figures() -> list[object]:
    pyplot = loaded("matplotlib.pyplot")
    return [] if pyplot is None else [describe(pyplot.figure(number)) for number in pyplot.get_fignums()]


def close_all() -> None:
    pyplot = loaded("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close("all")


def describe(drawn: Any) -> list[object]:
    """The fields of a `FigureView`, of a figure or of the figure that holds nothing but these axes."""
    kind = kind_of(drawn)
    if kind is None:
        raise TypeError(f"{type(drawn).__name__} is neither a figure nor axes")
    figure, all_axes = (drawn, drawn.axes) if kind == "figure" else (drawn.figure, [drawn])
    size = getattr(figure, "get_size_inches", lambda: (0.0, 0.0))()
    title = figure.get_suptitle() if hasattr(figure, "get_suptitle") else ""
    return [title, _numbers(size), [_describe_axes(axes) for axes in all_axes]]


def _describe_axes(axes: Any) -> list[object]:
    legend = axes.get_legend()
    patches = loaded("matplotlib.patches")
    collections: Any = loaded("matplotlib.collections")
    meshes = [drawn for drawn in axes.collections if isinstance(drawn, collections.QuadMesh)]
    return [
        axes.get_title() or axes.get_title("left") or axes.get_title("right"),
        axes.get_xlabel(),
        axes.get_ylabel(),
        _numbers(axes.get_xlim()),
        _numbers(axes.get_ylim()),
        axes.get_xscale(),
        axes.get_yscale(),
        [] if legend is None else [text.get_text() for text in legend.get_texts()],
        "" if legend is None else legend.get_title().get_text(),
        _tick_labels(axes.xaxis),
        _tick_labels(axes.yaxis),
        [_describe_line(line) for line in axes.lines],
        _describe_bars(axes, patches),
        [_describe_points(drawn) for drawn in axes.collections if isinstance(drawn, collections.PathCollection)],
        [_describe_image(image) for image in (*axes.images, *meshes)],
        [[*_numbers(_plain_position(axes, text)), text.get_text()] for text in axes.texts],
        [_describe_fill(drawn) for drawn in axes.collections if isinstance(drawn, collections.PolyCollection)],
        sum(isinstance(drawn, collections.LineCollection) for drawn in axes.collections),
        axes.get_label() == "<colorbar>",
    ]


def _describe_line(line: Any) -> list[object]:
    return [
        _array(line.get_xdata(orig=False)),
        _array(line.get_ydata(orig=False)),
        _label(line),
        _color(line.get_color()),
        str(line.get_linestyle()),
        str(line.get_marker()),
        float(line.get_linewidth()),
    ]


def _describe_bars(axes: Any, patches: Any) -> list[object]:
    labels = {
        id(patch): _label(container) for container in axes.containers for patch in getattr(container, "patches", ())
    }
    return [
        [
            float(bar.get_x() + bar.get_width() / 2),
            float(bar.get_y()),
            float(bar.get_width()),
            float(bar.get_height()),
            _color(bar.get_facecolor()),
            labels.get(id(bar), "") or _label(bar),
        ]
        for bar in axes.patches
        if isinstance(bar, patches.Rectangle)
    ]


def _describe_points(points: Any) -> list[object]:
    offsets = _array(points.get_offsets())
    values = points.get_array()
    return [
        offsets[:, 0],
        offsets[:, 1],
        _array(points.get_sizes()),
        None if values is None else _array(values),
        [] if values is not None else [_color(color) for color in points.get_facecolors()],
        points.get_cmap().name if values is not None else "",
        _label(points),
    ]


def _describe_image(image: Any) -> list[object]:
    extent = image.get_extent() if hasattr(image, "get_extent") else ()
    low, high = image.get_clim()
    return [
        _array(image.get_array()),
        image.get_cmap().name,
        _numbers(extent),
        [None if low is None else float(low), None if high is None else float(high)],
    ]


def _describe_fill(fill: Any) -> list[object]:
    paths, colors = fill.get_paths(), fill.get_facecolor()
    numpy: Any = loaded("numpy")
    corners = paths[0].vertices if paths else numpy.empty((0, 2))
    return [
        _array(corners[:, 0]),
        _array(corners[:, 1]),
        _label(fill),
        _color(colors[0]) if len(colors) else "",
    ]


def _plain_position(axes: Any, text: Any) -> tuple[float, float]:
    """Where a text stands, in data coordinates also when it was placed at a category."""
    x, y = getattr(text, "xy", None) or text.get_position()
    return float(axes.convert_xunits(x)), float(axes.convert_yunits(y))


def _tick_labels(axis: Any) -> list[str]:
    formatter = axis.get_major_formatter()
    if type(formatter).__name__ not in ("FixedFormatter", "StrCategoryFormatter", "FuncFormatter"):
        return []
    return [str(text) for text in formatter.format_ticks(axis.get_major_locator()())]


def _label(artist: Any) -> str:
    """The label as a legend would show it; Matplotlib begins those it made up with an underscore."""
    label = str(artist.get_label() or "")
    return "" if label.startswith("_") else label


def _color(color: Any) -> str:
    colors: Any = loaded("matplotlib.colors")
    try:
        return str(colors.to_hex(color, keep_alpha=False))
    except (ValueError, TypeError):
        return str(color)


def _array(values: Any) -> Any:
    """A plain array of numbers where they are numbers (dates already are), masked ones as nan."""
    numpy: Any = loaded("numpy")
    if isinstance(values, numpy.ma.MaskedArray):
        values = values.astype(float).filled(numpy.nan) if values.mask.any() else values.data
    return numpy.array(values)


def _numbers(values: Iterable[Any]) -> list[float]:
    return [float(value) for value in values]
