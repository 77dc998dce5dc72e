"""A Matplotlib figure as SVG, cut to what is drawn on it, in one pass.

`savefig(bbox_inches="tight")` lays a figure out three times: to know where things come to lie, to know how far they
reach, and to draw them. A figure that follows a slider has no time for that. Here it is drawn once, by a renderer that
notes how far everything reaches, and the drawing is cut afterwards. Where that cannot be told, or something unclipped
leaves the figure (then it has been cut off already), it is drawn the slow way: what one sees is the same.

Matplotlib is imported when the first figure is drawn, by whoever drew it.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable
from functools import cache
from typing import Any

_PAD = 7.2  # points around what is drawn: a tenth of an inch, as `savefig` has it
_SLACK = 1.0  # points: a line's width may leave the figure and nobody would see it missing
_HEAD = re.compile(r'width="[^"]*" height="[^"]*" viewBox="[^"]*"')
_NO_DATE = {"Date": None}  # the same figure gives the same bytes


def svg_of(figure: Any) -> bytes:
    """The figure as SVG."""
    canvas = _canvas()(figure)
    drawing = io.BytesIO()
    canvas.print_figure(drawing, format="svg", metadata=_NO_DATE)
    cut = canvas.reach.cut(canvas.size)
    if cut is None:
        drawing = io.BytesIO()
        figure.savefig(drawing, format="svg", bbox_inches="tight", metadata=_NO_DATE)
        return drawing.getvalue()
    return _HEAD.sub(cut, drawing.getvalue().decode(), count=1).encode()


class Reach:
    """How far what was drawn reaches, in points from the lower left corner of the figure."""

    def __init__(self) -> None:
        self._left = self._low = math.inf
        self._right = self._high = -math.inf
        self._lines = [math.inf, math.inf, -math.inf, -math.inf]
        self.is_known = True

    def text(self, x: float, y: float, box: tuple[float, float, float], turned: float) -> None:
        """A line of letters from (x, y) on: width, height, descent, and the angle. Letters are never cut off."""
        width, height, descent = box
        along, up = math.cos(turned), math.sin(turned)
        corners = [(u, v) for u in (0.0, width) for v in (-descent, height - descent)]
        xs = [x + u * along - v * up for u, v in corners]
        ys = [y + u * up + v * along for u, v in corners]
        self._left, self._right = min(self._left, *xs), max(self._right, *xs)
        self._low, self._high = min(self._low, *ys), max(self._high, *ys)

    def box(self, left: float, low: float, right: float, high: float) -> None:
        """Lines and areas, which are: whatever of them leaves the figure is not in the drawing."""
        if not all(map(math.isfinite, (left, low, right, high))):
            return
        at = self._lines
        self._lines = [min(at[0], left), min(at[1], low), max(at[2], right), max(at[3], high)]

    def cut(self, size: tuple[float, float]) -> str | None:
        """The attributes of an SVG that shows all of it; None where the drawing is not all of it, or nobody knows."""
        width, height = size
        left, low, right, high = self._lines
        if not self.is_known or left < -_SLACK or low < -_SLACK or right > width + _SLACK or high > height + _SLACK:
            return None
        left, right = min(left, self._left) - _PAD, max(right, self._right) + _PAD
        low, high = min(low, self._low) - _PAD, max(high, self._high) + _PAD
        if not (left < right and low < high):
            return None
        wide, tall = right - left, high - low
        return (
            f'width="{wide:.3f}pt" height="{tall:.3f}pt" viewBox="{left:.3f} {height - high:.3f} {wide:.3f} {tall:.3f}"'
        )


@cache
def _canvas() -> Any:
    """A canvas that draws SVG and notes how far it reaches: `reach`, in a figure of `size`."""
    from matplotlib.backends import backend_mixed
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    mixed_mode: Any = backend_mixed.MixedModeRenderer

    class MeasuringCanvas(FigureCanvasSVG):
        reach: Reach
        size: tuple[float, float]

        def print_svg(self, filename: Any, *, bbox_inches_restore: Any = None, metadata: Any = None, **_: Any) -> None:
            figure: Any = self.figure
            dpi, figure.dpi = figure.dpi, 72
            width, height = figure.get_size_inches()
            self.size, self.reach = (width * 72, height * 72), Reach()
            text = io.StringIO()
            vectors = _renderer()(*self.size, text, image_dpi=dpi, metadata=metadata)
            vectors.reach = self.reach
            mixed = mixed_mode(figure, width, height, dpi, vectors, bbox_inches_restore=bbox_inches_restore)
            figure.draw(mixed)
            mixed.finalize()
            for axes in figure.get_axes():
                if axes.get_visible():
                    self.reach.box(*axes.get_window_extent(mixed).extents)
            filename.write(text.getvalue().encode())

    return MeasuringCanvas


@cache
def _renderer() -> Any:
    from matplotlib.backends.backend_svg import RendererSVG
    from matplotlib.path import get_path_collection_extents

    base: Any = RendererSVG

    class MeasuringRenderer(base):  # type: ignore[misc]
        """What is clipped lies within its axes, which are measured anyway."""

        reach: Reach

        def draw_path(self, gc: Any, path: Any, transform: Any, rgbFace: Any = None) -> None:  # noqa: N803
            if not _is_clipped(gc) and _is_seen(gc, path, rgbFace):
                self.reach.box(*path.get_extents(transform).padded(gc.get_linewidth() / 2).extents)
            super().draw_path(gc, path, transform, rgbFace)

        def draw_markers(self, gc: Any, marker: Any, marker_transform: Any, path: Any, *rest: Any) -> None:
            if not _is_clipped(gc) and len(path.vertices):
                marks, places = marker_transform.transform(marker.vertices), rest[0].transform(path.vertices)
                self.reach.box(*marks.min(axis=0) + places.min(axis=0), *marks.max(axis=0) + places.max(axis=0))
            super().draw_markers(gc, marker, marker_transform, path, *rest)

        def draw_path_collection(self, gc: Any, *rest: Any, **named: Any) -> None:
            if not _is_clipped(gc) and len(rest[1]):
                self.reach.box(*get_path_collection_extents(*rest[:5]).extents)
            super().draw_path_collection(gc, *rest, **named)

        def draw_text(
            self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float, *rest: Any, **named: Any
        ) -> None:
            is_math = rest[0] if rest else named.get("ismath", False)
            box = self.get_text_width_height_descent(s, prop, is_math)
            self.reach.text(x, self.height - y, box, math.radians(angle))
            super().draw_text(gc, x, y, s, prop, angle, *rest, **named)

    for name in ("draw_quad_mesh", "draw_gouraud_triangles", "draw_image"):
        setattr(MeasuringRenderer, name, _unmeasured(getattr(base, name)))
    return MeasuringRenderer


def _unmeasured(draw: Callable[..., None]) -> Callable[..., None]:
    """Drawn as ever; how far it reaches is unknown unless it is clipped."""

    def drawn(self: Any, gc: Any, *rest: Any, **named: Any) -> None:
        self.reach.is_known = self.reach.is_known and _is_clipped(gc)
        draw(self, gc, *rest, **named)

    return drawn


def _is_seen(gc: Any, path: Any, filled: Any) -> bool:
    has_line = gc.get_linewidth() > 0 and gc.get_rgb()[3] > 0
    return len(path.vertices) > 0 and (filled is not None or has_line)


def _is_clipped(gc: Any) -> bool:
    return gc.get_clip_rectangle() is not None or gc.get_clip_path()[0] is not None
