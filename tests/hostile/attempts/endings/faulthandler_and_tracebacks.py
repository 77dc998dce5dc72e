"""faulthandler, warnings as errors and a patched traceback at the moment of an error.

must: failed
"""

import faulthandler
import traceback
import warnings

faulthandler.enable(open("dump", "w"))
faulthandler.dump_traceback_later(0.01, repeat=True)
warnings.simplefilter("error")
traceback.TracebackException = traceback.format_exception = None


def summarise(table, axis):
    raise RuntimeError("on purpose")
