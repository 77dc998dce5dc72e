"""The bottom layer: ids, errors, settings and the clock. Standard library only at import time."""
