"""How figures look: one Matplotlib style, for light and for dark pages, for every figure of every lesson.

Colours follow the page's own (`frontend/src/look/tokens.css`). Figures have no ground, so that they lie on whatever
they are shown on. The cycle of colours was chosen to be told apart by the colour-blind and to stand out from either
ground; a test computes both.
"""

from __future__ import annotations

from typing import Any

GROUNDS = {"light": "#fbfaf7", "dark": "#14181a"}
CYCLES = {
    "light": ("#0b6583", "#c2541b", "#3da17b", "#5e21da", "#58251a", "#1f227e"),
    "dark": ("#6cc3de", "#f09a63", "#b0e3c6", "#7164e8", "#dcdd31", "#c24d7d"),
}
_TEXT = {"light": "#1c2225", "dark": "#e8e6e1"}
_QUIET = {"light": "#596165", "dark": "#a4adb1"}
_LINE = {"light": "#e4e0d6", "dark": "#2b3236"}


def settings(theme: str) -> dict[str, Any]:
    """Matplotlib's settings for a theme; `axes.prop_cycle` is left to `apply`: it needs a type of Matplotlib's."""
    name = "dark" if theme == "dark" else "light"
    text, quiet, line = _TEXT[name], _QUIET[name], _LINE[name]
    return {
        "figure.facecolor": "none",
        "figure.figsize": (6.8, 3.9),
        "axes.facecolor": "none",
        "savefig.facecolor": "none",
        "axes.edgecolor": quiet,
        "axes.labelcolor": text,
        "axes.titlecolor": text,
        "axes.titlesize": "medium",
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        # Said, it need not be found out: else all that stands above the axes is laid out once more for each figure.
        "axes.titley": 1.0,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.linewidth": 0.8,
        "axes.axisbelow": True,
        "grid.color": line,
        "grid.linewidth": 0.8,
        "text.color": text,
        "xtick.color": quiet,
        "ytick.color": quiet,
        "xtick.labelcolor": text,
        "ytick.labelcolor": text,
        "legend.frameon": False,
        "lines.linewidth": 2.0,
        "lines.markersize": 5.0,
        "patch.edgecolor": GROUNDS[name],
        "hatch.color": text,
        "boxplot.boxprops.color": text,
        "boxplot.capprops.color": text,
        "boxplot.flierprops.color": text,
        "boxplot.flierprops.markeredgecolor": text,
        "boxplot.whiskerprops.color": text,
        "image.cmap": "viridis",
    }


def apply(theme: str) -> None:
    """Have all later figures look so. Whatever a cell changed before is undone."""
    import matplotlib as mpl
    from cycler import cycler

    mpl.rcdefaults()
    mpl.use("Agg")
    look: Any = mpl.rcParams  # typed by the name of every setting there is
    look.update(settings(theme))
    look["axes.prop_cycle"] = cycler(color=CYCLES["dark" if theme == "dark" else "light"])
