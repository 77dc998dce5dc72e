# The rest is as in the author's answer.
async def ask_all(ask, items, limit, patience, pause):
    places = asyncio.Semaphore(limit)

    async def one(item):
        async with places:
            try:
                async with asyncio.timeout(patience):
                    return "answer", await ask(item)
            except TimeoutError:
                return "late", None
            except ConnectionError:
                await asyncio.sleep(pause)
            except Exception as error:
                return "error", str(error)
            try:
                async with asyncio.timeout(patience):
                    return "answer", await ask(item)
            except TimeoutError:
                return "late", None
            except Exception as error:
                return "error", str(error)

    tasks = [asyncio.create_task(one(item)) for item in items]
    try:
        return [await task for task in tasks]
    except asyncio.CancelledError:
        return [task.result() if task.done() else ("error", "cancelled") for task in tasks]
