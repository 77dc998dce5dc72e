"""The magic itself: reading its line, handing a cell in, showing a proof."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable
from contextlib import ExitStack
from typing import NoReturn

from mlestone.base.errors import MlestoneError
from mlestone.base.ids import ProofId
from mlestone.notebook.page import ShownProof, ShownVerdict
from mlestone.study.learner import Learner
from mlestone.study.study import Study


class Prover:
    """Judges cells; its engine starts with the first one and stays warm until it is closed."""

    def __init__(self, fill_next_cell: Callable[[str], None]) -> None:
        self._fill_next_cell = fill_next_cell
        self._study: Study | None = None
        self._kept = ExitStack()

    def prove(self, line: str, cell: str | None = None) -> ShownVerdict | ShownProof:
        """Judge a cell, or show the proof when there is none: `%%prove SKILL/PROOF [--seed N]`."""
        try:
            asked = _parser().parse_args(shlex.split(line))
            if cell is None:
                return self._show(asked.proof)
            with Learner.open(self._opened()) as learner:
                return ShownVerdict(learner.check(asked.proof, source=cell.encode(), seed=asked.seed))
        except (MlestoneError, ValueError) as error:  # ValueError: a quote that is never closed
            _refuse(str(error))

    def close(self) -> None:
        """Let the engine go."""
        self._study = None
        self._kept.close()

    def _opened(self) -> Study:
        if self._study is None:
            self._study = self._kept.enter_context(Study.open())
        return self._study

    def _show(self, proof: str) -> ShownProof:
        study = self._opened()
        with Learner.open(study) as learner:
            page = learner.proof(proof)
        asks = page.standing.kind == "question"
        start = study.paper(ProofId(page.standing.id)) if asks else page.starter
        self._fill_next_cell(f"%%prove {page.standing.id}\n{start}")
        return ShownProof(page)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        told = f"{message[:1].upper()}{message[1:]}."
        raise MlestoneError(f"{told} Write: %%prove SKILL/PROOF, or %%prove SKILL/PROOF --seed N")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="%%prove", add_help=False, allow_abbrev=False)
    parser.add_argument("proof", metavar="SKILL/PROOF")
    parser.add_argument("--seed", type=int, help="repeat the attempt that had this seed; nothing is logged")
    return parser


def _refuse(message: str) -> NoReturn:
    """End the cell with a sentence instead of a traceback."""
    from IPython.core.error import UsageError

    raise UsageError(message) from None
