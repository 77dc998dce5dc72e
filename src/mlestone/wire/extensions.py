"""The ext numbers of the wire, and what the modules that read and write them share.

Both ends always run the same MLestone, so the numbers need no versions; they are kept together to be kept distinct.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any, Final

from mlestone.wire.codec import Malformed

BIG_INT: Final = 1
COMPLEX: Final = 2
TUPLE: Final = 3
SET: Final = 4
FROZENSET: Final = 5
BYTEARRAY: Final = 6
TEXT_WITH_SURROGATES: Final = 7
FLOATS: Final = 8
INTS: Final = 9
RANGE: Final = 10
SLICE: Final = 11
SINGLETON: Final = 12
DECIMAL: Final = 13
FRACTION: Final = 14
DATE: Final = 15
TIME: Final = 16
DATETIME: Final = 17
TIMEDELTA: Final = 18
PATH: Final = 19
TYPE: Final = 20

ARRAY: Final = 32
OBJECT_ARRAY: Final = 33
NUMPY_SCALAR: Final = 34
DTYPE: Final = 35
GENERATOR: Final = 36
TENSOR: Final = 37
SCALARS: Final = 38

FRAME: Final = 48
SERIES: Final = 49
INDEX: Final = 50
RANGE_INDEX: Final = 51
MULTI_INDEX: Final = 52
EXTENSION_ARRAY: Final = 53
TIMESTAMP: Final = 54
PANDAS_TIMEDELTA: Final = 55
PANDAS_SINGLETON: Final = 56

HANDLE: Final = 64
FUNCTION: Final = 65


class Opaque(Exception):
    """A value of a known type that cannot be sent by value."""


def loaded(name: str) -> ModuleType | None:
    """A library, if this process has imported it already: only then can a value of its types exist."""
    return sys.modules.get(name)


def library(name: str) -> Any:
    """A library a received value is made of. The names are our own constants, never the sender's."""
    module = sys.modules.get(name)
    if module is not None:
        return module
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise Malformed(f"a value of {name} came, which cannot be imported here") from error
