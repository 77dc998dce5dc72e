# The rest is as in the author's answer.
async def serve(shops, pack, workers, room, closing):
    places = asyncio.Semaphore(workers)
    packed, failed = [], []

    async def one(order):
        async with places:
            try:
                packed.append((order, await pack(order)))
            except Exception as error:
                failed.append((order, str(error)))

    async with asyncio.TaskGroup() as group:

        async def producer(shop):
            while not closing.is_set():
                try:
                    order = await anext(shop)
                except StopAsyncIteration:
                    return
                group.create_task(one(order))

        for shop in shops:
            group.create_task(producer(shop))
    return packed, failed
