"""How verdicts and proofs look in a notebook: HTML where there is a page, text where there is none.

Everything a learner's code can have a hand in is escaped. Colours are those of Jupyter's theme; marks and words say the
same without them.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mlestone.study.verdicts import MARKS, STATUS, facts, place, score_in_words

if TYPE_CHECKING:
    from mlestone.proving.verdict import CheckResult, Reply, Verdict
    from mlestone.study.standing import ProofPage
    from mlestone.study.views import Checked

_GOOD = "color: var(--jp-success-color1, #1a7f37)"
_BAD = "color: var(--jp-error-color1, #c62828)"
_UNSURE = "color: var(--jp-warn-color1, #9a6700)"
_QUIET = "opacity: 0.75"
_COLOURS = {"passed": _GOOD, "failed": _BAD, "crashed": _BAD, "out_of_limits": _BAD, "not_run": _QUIET}
_PRE = "margin: 0; white-space: pre-wrap; text-align: left"


class ShownVerdict:
    """What came of a cell: `verdict` and `news` as values, and their pages."""

    def __init__(self, checked: Checked) -> None:
        self.checked = checked

    @property
    def verdict(self) -> Verdict:
        return self.checked.verdict

    def __repr__(self) -> str:
        verdict = self.verdict
        lines = [f"{STATUS[verdict.status]}  {verdict.proof}  seed {verdict.seed}", "", verdict.summary]
        if verdict.trouble is not None and (where := place(verdict.trouble)):
            lines.append(f"line {where}")
        lines.append("")
        for check in verdict.checks:
            lines += _check_in_text(check, verdict.summary)
        for reply in verdict.replies:
            lines += _reply_in_text(reply)
        if verdict.score is not None:
            lines.append(score_in_words(verdict.score))
        return "\n".join([*lines, *self.checked.news.sentences]).rstrip()

    def _repr_html_(self) -> str:
        verdict = self.verdict
        colour = _COLOURS.get(verdict.status, _UNSURE)
        parts = [
            f'<p><strong style="{colour}">{STATUS[verdict.status]}</strong>&ensp;{escape(verdict.proof)}'
            f'&ensp;<small style="{_QUIET}">seed {verdict.seed}</small></p>',
            f"<p>{_prose(verdict.summary)}</p>",
        ]
        if verdict.trouble is not None and (where := place(verdict.trouble)):
            parts.append(f'<pre style="{_PRE}">line {escape(where)}</pre>')
        if verdict.printed:
            parts.append(_table({"printed": verdict.printed.rstrip()}))
        parts += [_check_in_html(check, verdict.summary) for check in verdict.checks]
        parts += [_reply_in_html(reply) for reply in verdict.replies]
        if verdict.score is not None:
            parts.append(f"<p>{escape(score_in_words(verdict.score))}</p>")
        parts += [f"<p><strong>{escape(sentence)}</strong></p>" for sentence in self.checked.news.sentences]
        return f'<div class="mlestone-verdict">{"".join(parts)}</div>'


class ShownProof:
    """What a proof asks."""

    def __init__(self, page: ProofPage) -> None:
        self.page = page

    def __repr__(self) -> str:
        return f"{self._heading}\n\n{self._body}"

    def _repr_markdown_(self) -> str:
        return f"### {self._heading}\n\n{self._body}"

    @property
    def _heading(self) -> str:
        return f"{self.page.standing.title} ({self.page.standing.id})"

    @property
    def _body(self) -> str:
        if self.page.standing.kind == "question":
            return "The questions are in the next cell. Write each reply behind its number, then run it."
        return f"{self.page.prompt.strip()}\n\n{self.page.tolerance}"


def _check_in_text(check: CheckResult, said: str) -> list[str]:
    lines = [f"{MARKS[check.status]} {check.sentence}"]
    if check.status == "failed":
        for name, text in facts(check).items():
            lines.append(f"    {name:<8}  " + text.replace("\n", "\n" + " " * 14))
        if check.mistake is not None and check.mistake.sentence != said:
            lines.append(f"    {check.mistake.sentence}")
    return lines


def _reply_in_text(reply: Reply) -> list[str]:
    line = f"{MARKS['passed' if reply.right else 'failed']} Question {reply.number}: {reply.got}"
    return [line, f"    {reply.sentence}"] if reply.sentence else [line]


def _check_in_html(check: CheckResult, said: str) -> str:
    parts = [_marked(check.status, check.sentence)]
    if check.status == "failed":
        parts.append(_table(facts(check)))
        if check.mistake is not None and check.mistake.sentence != said:
            parts.append(f'<p style="margin-left: 1.5em"><strong>{_prose(check.mistake.sentence)}</strong></p>')
    return "".join(parts)


def _reply_in_html(reply: Reply) -> str:
    line = _marked("passed" if reply.right else "failed", f"Question {reply.number}: {reply.got}")
    return f'{line}<p style="margin-left: 1.5em">{_prose(reply.sentence)}</p>' if reply.sentence else line


def _marked(status: str, sentence: str) -> str:
    mark = f'<span style="{_COLOURS[status]}" aria-label="{escape(status.replace("_", " "))}">{MARKS[status]}</span>'
    return f'<p style="margin: 0.2em 0">{mark} {_prose(sentence)}</p>'


def _table(rows: dict[str, str]) -> str:
    cells = "".join(
        f'<tr><th scope="row" style="text-align: left; vertical-align: top; font-weight: normal; {_QUIET}">{name}</th>'
        f'<td style="text-align: left"><pre style="{_PRE}">{escape(text)}</pre></td></tr>'
        for name, text in rows.items()
    )
    return f'<table style="margin: 0.2em 0 0.6em 1.5em">{cells}</table>'


def _prose(text: str) -> str:
    """Sentences with `code` in them."""
    pieces = escape(text).split("`")
    if len(pieces) % 2 == 0:  # a backtick without its pair
        return escape(text)
    return "".join(f"<code>{piece}</code>" if number % 2 else piece for number, piece in enumerate(pieces))
