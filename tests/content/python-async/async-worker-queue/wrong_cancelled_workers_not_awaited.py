# The rest is as in the author's answer.
async def serve(shops, pack, workers, room, closing):
    queue = asyncio.Queue(room)
    packed, failed = [], []

    async def producer(shop):
        if closing.is_set():
            return
        async for order in shop:
            await queue.put(order)
            if closing.is_set():
                return

    async def worker():
        while True:
            order = await queue.get()
            try:
                packed.append((order, await pack(order)))
            except Exception as error:
                failed.append((order, str(error)))
            finally:
                queue.task_done()

    crew = [asyncio.create_task(worker()) for _ in range(workers)]
    await asyncio.gather(*map(producer, shops))
    await queue.join()
    for task in crew:
        task.cancel()
    return packed, failed
