# The rest is as in the author's answer.


async def ask_all(ask, items, limit, patience, pause):
    places = asyncio.Semaphore(limit)

    async def once(item):
        async with asyncio.timeout(patience):
            return await ask(item)

    async def one(item):
        async with places:
            try:
                try:
                    return "answer", await once(item)
                except ConnectionError:
                    await asyncio.sleep(pause)
                    return "answer", await once(item)
            except TimeoutError:
                return "late", None
            except Exception as error:
                return "error", error.args[0]

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(item)) for item in items]
    return [task.result() for task in tasks]
