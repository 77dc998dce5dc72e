"""Returns things to wait for: coroutines, async generators, a future that never comes.

must: failed
"""

import asyncio

import numpy as np


class Never:
    def __await__(self):
        while True:
            yield


async def later(table, axis):
    await Never()


def summarise(table, axis):
    return [later(table, axis), Never(), asyncio.Future(loop=asyncio.new_event_loop())][table.ndim - 1]
