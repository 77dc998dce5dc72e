# The rest is as in the author's answer.
async def serve(shops, pack, workers, room, closing):
    queue = asyncio.Queue(maxsize=room)
    packed, failed = [], []
    over = object()

    async def producer(shop):
        shop = aiter(shop)
        while not closing.is_set():
            try:
                order = await anext(shop)
            except StopAsyncIteration:
                break
            await queue.put(order)

    async def consumer():
        while True:
            order = await queue.get()
            if order is over:
                return
            try:
                box = await pack(order)
            except Exception as error:
                failed.append((order, str(error)))
            else:
                packed.append((order, box))

    tasks = [asyncio.create_task(consumer()) for _ in range(workers)]
    producers = [asyncio.create_task(producer(shop)) for shop in shops]
    try:
        await asyncio.gather(*producers)
        for _ in tasks:
            await queue.put(over)
        await asyncio.gather(*tasks)
    finally:
        for task in producers + tasks:
            task.cancel()
        await asyncio.gather(*producers, *tasks, return_exceptions=True)
    return packed, failed
