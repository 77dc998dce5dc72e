# The rest is as in the author's answer.
async def fare(desk, route):
    async def look():
        await asyncio.sleep(0)
        return desk.look_up(route)

    return await asyncio.create_task(look())
