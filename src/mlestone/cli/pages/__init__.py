"""What the commands print for people: values in, lines out, nothing looked up.

Every page reads well without colour, in a pipe and in 80 columns. Importing a page loads no value's module.
"""

from mlestone.cli.pages.verdict import print_verdict

__all__ = ["print_verdict"]
