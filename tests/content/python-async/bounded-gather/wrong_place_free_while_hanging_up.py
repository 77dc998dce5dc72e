# The rest is as in the author's answer.
async def ask_all(ask, items, limit, patience, pause):
    places = asyncio.Semaphore(limit)

    async def call(item):
        task = asyncio.create_task(ask(item))
        done, _ = await asyncio.wait({task}, timeout=patience)
        if not done:
            task.cancel()
            raise TimeoutError
        return task.result()

    async def one(item):
        async with places:
            try:
                try:
                    return "answer", await call(item)
                except ConnectionError:
                    await asyncio.sleep(pause)
                    return "answer", await call(item)
            except TimeoutError:
                return "late", None
            except Exception as error:
                return "error", str(error)

    return await asyncio.gather(*map(one, items))
