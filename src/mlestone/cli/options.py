"""The options and arguments that several commands share, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mlestone.cli import completion

Course = Annotated[
    list[Path] | None,
    typer.Option("--course", metavar="PATH", help="A further course folder, loaded beside the built-in one."),
]
Json = Annotated[bool, typer.Option("--json", help="Print plain data instead of text.")]
Seed = Annotated[int | None, typer.Option(min=0, help="Repeat the attempt that had this seed; nothing is logged.")]
Proof = Annotated[
    str | None,
    typer.Argument(
        metavar="SKILL/PROOF",
        help="Which proof; without it, the one edited last.",
        autocompletion=completion.proofs,
        show_default=False,
    ),
]
