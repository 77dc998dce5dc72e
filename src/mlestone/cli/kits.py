"""`mlestone kits`: the Python environments that lessons and proofs run in, and having more of them.

Plain data goes to standard output; how far an installation is, to standard error.
"""

from __future__ import annotations

from typing import Annotated

import typer

from mlestone.base.errors import MlestoneError
from mlestone.cli import completion, options
from mlestone.cli.output import print_json

app = typer.Typer(
    name="kits",
    no_args_is_help=True,
    help="The Python environments that lessons and proofs run in: see them, add more.",
)

_Name = Annotated[
    str,
    typer.Argument(metavar="NAME", help="Which kit; `mlestone kits list` names them.", autocompletion=completion.kits),
]


@app.command("list")
def list_kits(as_json: options.Json = False) -> None:
    """Every kit: what it holds, whether it is here, how large it is."""
    from mlestone.cli.pages.kits import print_kits
    from mlestone.study.kits import standings

    kits = standings()
    if as_json:
        print_json({"schema": 1, "kits": [kit.as_dict() for kit in kits]})
    else:
        print_kits(kits)


@app.command("install")
def install(name: _Name, as_json: options.Json = False) -> None:
    """Make a kit, or go on where this was broken off."""
    from mlestone.cli.pages.kits import shown_progress, state_of
    from mlestone.study import kits

    try:
        with shown_progress() as tell:
            kit = kits.install(name, tell)
    except KeyboardInterrupt:
        again = f"mlestone kits install {name}"
        raise MlestoneError(f"Broken off. What was downloaded is kept; to go on, run: {again}") from None
    if as_json:
        print_json({"schema": 1, **kit.as_dict()})
    else:
        print(f"The kit {kit.name} is ready: {state_of(kit)}.")


@app.command("remove")
def remove(name: _Name, as_json: options.Json = False) -> None:
    """Delete a kit, and whatever was kept of installations that were broken off."""
    from mlestone.cli.pages.kits import size
    from mlestone.study import kits

    freed = kits.remove(name)
    if as_json:
        print_json({"schema": 1, "name": name, "freed": freed})
    elif freed:
        print(f"The kit {name} is removed; {size(freed)} are free again.")
    else:
        print(f"The kit {name} was not installed.")
