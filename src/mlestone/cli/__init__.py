"""The command line. `main` answers `--version` before anything is imported that takes time."""

import sys


def main() -> None:
    """The `mlestone` command."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from mlestone import __version__

        sys.stdout.write(f"mlestone {__version__}\n")
        return
    from mlestone.cli.commands import run

    sys.exit(run())
