# The rest is as in the author's answer.


async def ask_all(ask, items, limit, patience, pause):
    """A pool of tasks that is filled up as soon as one has ended; each call a task of its own, with a hand-made timeout."""
    results, running, at = {}, {}, 0

    async def call(item):
        task = asyncio.create_task(ask(item))
        try:
            done, _ = await asyncio.wait([task], timeout=patience)
        except asyncio.CancelledError:
            task.cancel()
            await asyncio.wait([task])
            raise
        if not done:
            task.cancel()
            await asyncio.wait([task])
            return "late", None
        if error := task.exception():
            if not isinstance(error, Exception):
                raise error
            return error
        return "answer", task.result()

    async def one(item):
        got = await call(item)
        if isinstance(got, ConnectionError):
            await asyncio.sleep(pause)
            got = await call(item)
        return ("error", str(got)) if isinstance(got, Exception) else got

    try:
        while at < len(items) or running:
            while at < len(items) and len(running) < limit:
                running[asyncio.create_task(one(items[at]))] = at
                at += 1
            done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                results[running.pop(task)] = task.result()
    except asyncio.CancelledError:
        for task in running:
            task.cancel()
        while any(not task.done() for task in running):
            await asyncio.wait(running)
        raise
    return [results[number] for number in range(len(items))]
