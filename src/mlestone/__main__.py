"""`python -m mlestone` is `mlestone`."""

from mlestone.cli import main

main()
