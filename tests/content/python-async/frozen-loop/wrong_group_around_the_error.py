# The rest is as in the author's answer.
async def book(desk, route, name):
    price = await fare(desk, route)
    seat = desk.seat()
    async with asyncio.TaskGroup() as group:
        group.create_task(desk.enter(f"{seat} {name} {route} {price}"))
    return seat
