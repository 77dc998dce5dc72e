# The rest is as in the author's answer.
async def serve(shops, pack, workers, room, closing):
    queue = asyncio.Queue(room)
    packed, failed = [], []

    async def worker():
        while True:
            order = await queue.get()
            try:
                packed.append((order, await pack(order)))
            except Exception as error:
                failed.append((order, str(error)))
            queue.task_done()

    async with asyncio.TaskGroup() as group:
        crew = [group.create_task(worker()) for _ in range(workers)]

        async def producer(shop, putting):
            while not closing.is_set():
                try:
                    order = await anext(shop)
                except StopAsyncIteration:
                    return
                putting.create_task(queue.put(order))

        async with asyncio.TaskGroup() as putting:
            for shop in shops:
                putting.create_task(producer(shop, putting))
        await queue.join()
        for task in crew:
            task.cancel()
    return packed, failed
