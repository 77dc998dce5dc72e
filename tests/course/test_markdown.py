import subprocess
import sys

import pytest

from mlestone.course.markdown import line_to_html, to_html


def test_paragraphs_lists_and_tables_are_rendered() -> None:
    assert to_html("One *two*.") == "<p>One <em>two</em>.</p>\n"
    assert "<li>a</li>" in to_html("- a\n- b")
    assert "<td>1</td>" in to_html("| a |\n| --- |\n| 1 |")
    assert to_html("~~old~~") == "<p><s>old</s></p>\n"


def test_a_line_has_no_paragraph_around_it() -> None:
    assert line_to_html("Write `f(x)` for $x$.") == 'Write <code>f(x)</code> for <span class="math">x</span>.'


def test_maths_is_left_for_the_page_with_its_tex_escaped() -> None:
    assert to_html("so $a < b$ holds") == '<p>so <span class="math">a &lt; b</span> holds</p>\n'
    assert to_html("$$\nx_1 & y\n$$") == '<div class="math">x_1 &amp; y</div>\n'


def test_underscores_and_stars_in_maths_are_no_emphasis() -> None:
    assert to_html("$a_1 * b_1 * c$") == '<p><span class="math">a_1 * b_1 * c</span></p>\n'


def test_money_is_no_maths() -> None:
    assert to_html("from $5 to $6 a day") == "<p>from $5 to $6 a day</p>\n"


def test_dollars_in_code_are_no_maths() -> None:
    assert to_html("`$HOME and $PATH`") == "<p><code>$HOME and $PATH</code></p>\n"


def test_code_keeps_its_language() -> None:
    assert to_html("```bash\nls <x>\n```") == '<pre><code class="language-bash">ls &lt;x&gt;\n</code></pre>\n'


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "<div onclick=x>\n\nhello\n\n</div>",
        "$<img src=x onerror=alert(1)>$",
        "```<b>\ncode\n```",
        '[a](https://example.org "\\"><script>")',
    ],
)
def test_raw_html_is_shown_not_obeyed(text: str) -> None:
    rendered = to_html(text)
    for tag in ("<script", "<img", "<div onclick", "<b>"):
        assert tag not in rendered


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "&#106;avascript:alert(1)",
        "vbscript:x",
        "data:text/html,hello",
        "file:///etc/passwd",
        "//example.org/x",
        "blob:x",
    ],
)
def test_links_that_are_not_safe_are_no_links(address: str) -> None:
    assert "href" not in to_html(f"[a]({address})")
    assert "src" not in to_html(f"![a]({address})")


def test_links_to_the_web_tell_it_nothing() -> None:
    assert to_html("[a](https://example.org)") == (
        '<p><a href="https://example.org" rel="noopener noreferrer">a</a></p>\n'
    )
    assert to_html("[a](../other-skill)") == '<p><a href="../other-skill">a</a></p>\n'
    assert "mailto:ada@example.org" in to_html("<ada@example.org>")


def test_the_renderer_is_imported_when_it_renders() -> None:
    script = "import sys, mlestone.course.markdown; print('markdown_it' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
