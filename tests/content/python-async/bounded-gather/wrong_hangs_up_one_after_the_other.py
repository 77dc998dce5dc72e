# The rest is as in the author's answer.
async def ask_all(ask, items, limit, patience, pause):
    queue = asyncio.Queue()
    for entry in enumerate(items):
        queue.put_nowait(entry)
    results = {}

    async def call(item, calls_left=2):
        try:
            async with asyncio.timeout(patience):
                return "answer", await ask(item)
        except TimeoutError:
            return "late", None
        except ConnectionError as error:
            if calls_left == 1:
                return "error", f"{error}"
        except Exception as error:
            return "error", f"{error}"
        await asyncio.sleep(pause)
        return await call(item, calls_left - 1)

    async def worker():
        while not queue.empty():
            at, item = queue.get_nowait()
            results[at] = await call(item)

    workers = [asyncio.create_task(worker()) for _ in range(limit)]
    try:
        for task in workers:
            await task
    finally:
        for task in workers:
            task.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
    return [results[at] for at in range(len(items))]
