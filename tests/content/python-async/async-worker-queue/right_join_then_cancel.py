# The rest is as in the author's answer.
async def serve(shops, pack, workers, room, closing):
    packed, failed, queue = [], [], asyncio.Queue(room)

    async def fill(shop):
        if not closing.is_set():
            async for order in shop:
                await queue.put(order)
                if closing.is_set():
                    break

    async def drain():
        while True:
            order = await queue.get()
            result = (await asyncio.gather(pack(order), return_exceptions=True))[0]
            if isinstance(result, Exception):
                failed.append((order, str(result)))
            else:
                packed.append((order, result))
            queue.task_done()

    async with asyncio.TaskGroup() as group:
        drains = [group.create_task(drain()) for _ in range(workers)]
        fills = [group.create_task(fill(shop)) for shop in shops]
        if fills:
            await asyncio.wait(fills)
        await queue.join()
        for task in drains:
            task.cancel()
    return packed, failed
