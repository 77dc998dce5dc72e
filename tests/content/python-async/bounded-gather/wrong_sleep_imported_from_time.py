# The rest is as in the author's answer.
from time import sleep


async def ask_all(ask, items, limit, patience, pause):
    places = asyncio.Semaphore(limit)

    async def one(item):
        async with places:
            for number in (1, 2):
                try:
                    return "answer", await asyncio.wait_for(ask(item), patience)
                except TimeoutError:
                    return "late", None
                except ConnectionError as error:
                    if number == 2:
                        return "error", str(error)
                    sleep(pause)
                except Exception as error:
                    return "error", str(error)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(item)) for item in items]
    return [task.result() for task in tasks]
