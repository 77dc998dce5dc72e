# The rest is as in the author's answer.
from concurrent.futures import ThreadPoolExecutor

POOL = ThreadPoolExecutor(max_workers=1)


async def fare(desk, route):
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(POOL, desk.look_up, route)


async def opened(desk, tries):
    is_open = bool(desk.ready())
    while not is_open and tries > 1:
        await asyncio.to_thread(time.sleep, 0.25)
        tries -= 1
        is_open = bool(desk.ready())
    return is_open


async def book(desk, route, name):
    price = await fare(desk, route)
    seat = desk.seat()
    writing = asyncio.create_task(desk.enter(f"{seat} {name} {route} {price}"))
    await asyncio.wait_for(writing, timeout=60)
    return seat
