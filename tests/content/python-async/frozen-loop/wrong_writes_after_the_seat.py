# The rest is as in the author's answer.
TASKS = set()


async def book(desk, route, name):
    price = await fare(desk, route)
    seat = desk.seat()
    task = asyncio.create_task(desk.enter(f"{seat} {name} {route} {price}"))
    TASKS.add(task)
    task.add_done_callback(TASKS.discard)
    await asyncio.sleep(0)
    return seat
