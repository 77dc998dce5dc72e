# The rest is as in the author's answer.
async def ask_all(ask, items, limit, patience, pause):
    results = [None] * len(items)
    line = iter(enumerate(items))

    async def once(item):
        try:
            return "answer", await asyncio.wait_for(ask(item), patience)
        except asyncio.TimeoutError:
            return "late", None

    async def worker():
        for at, item in line:
            try:
                results[at] = await once(item)
            except ConnectionError:
                await asyncio.sleep(pause)
                try:
                    results[at] = await once(item)
                except Exception as error:
                    results[at] = "error", str(error)
            except Exception as error:
                results[at] = "error", str(error)

    async with asyncio.TaskGroup() as group:
        for _ in range(min(limit, len(items))):
            group.create_task(worker())
    return results
