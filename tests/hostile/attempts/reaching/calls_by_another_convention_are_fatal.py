"""Machine code that calls the kernel as a 32-bit program would, to go round the filter's numbers.

must: crashed
"""

import ctypes
import mmap
import platform

import numpy as np


def summarise(table, axis):
    if platform.machine() != "x86_64":
        ctypes.string_at(8)
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")  # mov eax, 20 (getpid); int 0x80; ret
    pid = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
    return np.stack([table.min(axis=axis), table.mean(axis=axis), table.max(axis=axis)]) if pid > 0 else 0
