# The rest is as in the author's answer.
async def ask_all(ask, items, limit, patience, pause):
    places = asyncio.BoundedSemaphore(limit)

    async def attempt(item):
        task = asyncio.ensure_future(ask(item))
        try:
            done, _ = await asyncio.wait({task}, timeout=patience)
        except asyncio.CancelledError:
            task.cancel()
            await asyncio.wait({task})
            raise
        if not done:
            task.cancel()
            await asyncio.wait({task})
            return ["late", None]
        if task.exception() is not None:
            return ["error", task.exception()]
        return ["answer", task.result()]

    async def one(item):
        async with places:
            how, what = await attempt(item)
            if isinstance(what, ConnectionError) and how == "error":
                await asyncio.sleep(pause)
                how, what = await attempt(item)
            return how, str(what) if how == "error" else what

    return list(await asyncio.gather(*[one(item) for item in items], return_exceptions=True))
