"""Markdown to HTML that is safe to put into a page.

CommonMark with tables, strikethrough and `$`-maths. Raw HTML is shown as text, links lead only to the web, to
mail and to places in MLestone, and maths is left for the page to typeset: `<span class="math">` in a line,
`<div class="math">` on its own, the TeX escaped inside. Nothing is imported before something is rendered.
"""

import html
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererProtocol
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

_SCHEMES = frozenset({"", "http", "https", "mailto"})


def to_html(text: str) -> str:
    """Render paragraphs, lists, tables and whatever else a text holds."""
    rendered: str = parser().render(text)
    return rendered


def line_to_html(text: str) -> str:
    """Render one line, such as a title or an outcome, without a paragraph around it."""
    rendered: str = parser().renderInline(text)
    return rendered


def tokens(text: str) -> "list[Token]":
    """The parsed text, for whoever needs to know what stands on which line."""
    return parser().parse(text)


@cache
def parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.enable(["table", "strikethrough"])
    # "$5 and $6" is money: no digit may touch a dollar sign from outside, no space from inside.
    markdown.use(
        dollarmath_plugin,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        allow_blank_lines=False,
        double_inline=True,
    )
    markdown.add_render_rule("math_inline", _math_in_line)
    markdown.add_render_rule("math_inline_double", _math_displayed)
    markdown.add_render_rule("math_block", _math_displayed)
    markdown.add_render_rule("link_open", _link_open)
    markdown.validateLink = _is_safe  # type: ignore[method-assign]  # how markdown-it wants it set
    return markdown


def _is_safe(url: str) -> bool:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    # "//host" is a link to the web that hides its scheme.
    return parts.scheme.lower() in _SCHEMES and not (parts.netloc and not parts.scheme)


def _math_in_line(
    _renderer: "RendererProtocol",
    found: "Sequence[Token]",
    index: int,
    _options: "OptionsDict",
    _env: "EnvType",
) -> str:
    return f'<span class="math">{_escaped(found[index])}</span>'


def _math_displayed(
    _renderer: "RendererProtocol",
    found: "Sequence[Token]",
    index: int,
    _options: "OptionsDict",
    _env: "EnvType",
) -> str:
    return f'<div class="math">{_escaped(found[index])}</div>\n'


def _escaped(token: "Token") -> str:
    return html.escape(token.content.strip())


def _link_open(
    renderer: "RendererProtocol", found: "Sequence[Token]", index: int, options: "OptionsDict", env: "EnvType"
) -> str:
    token = found[index]
    if urlsplit(str(token.attrGet("href") or "")).netloc:
        token.attrSet("rel", "noopener noreferrer")
    rendered: str = renderer.renderToken(found, index, options, env)  # type: ignore[attr-defined]
    return rendered
