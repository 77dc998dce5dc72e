# The rest is as in the author's answer.
async def ask_all(ask, items, limit, patience, pause):
    async def one(item):
        for number in (1, 2):
            try:
                async with asyncio.timeout(patience):
                    return "answer", await ask(item)
            except TimeoutError:
                return "late", None
            except ConnectionError as error:
                if number == 2:
                    return "error", str(error)
                await asyncio.sleep(pause)
            except Exception as error:
                return "error", str(error)

    results, running = [], []
    for item in items:
        running.append(asyncio.create_task(one(item)))
        if len(running) == limit:
            results += [await task for task in running]
            running = []
    return results + [await task for task in running]
