"""The command line. `main` answers `--version` before anything is imported that takes time."""

import sys


def main() -> None:
    """The `mlestone` command."""
    arguments = sys.argv[1:]
    if arguments in (["--version"], ["-V"]):
        from mlestone import __version__

        sys.stdout.write(f"mlestone {__version__}\n")
        return
    from mlestone.cli.quick import answer

    code = answer(arguments)
    if code is None:
        from mlestone.cli.commands import run

        code = run()
    sys.exit(code)
