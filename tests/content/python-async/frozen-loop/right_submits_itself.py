# The rest is as in the author's answer.
import concurrent.futures


async def fare(desk, route):
    with concurrent.futures.ThreadPoolExecutor() as pool:
        return await asyncio.wrap_future(pool.submit(desk.look_up, route))
