# The rest is as in the author's answer.


async def serve(shops, pack, workers, room, closing):
    line, packed, failed = asyncio.Queue(room), [], []

    async def bring(shop):
        if closing.is_set():
            return
        async for order in shop:
            put, shut = asyncio.create_task(line.put(order)), asyncio.create_task(closing.wait())
            await asyncio.wait([put, shut], return_when=asyncio.FIRST_COMPLETED)
            put.cancel()
            shut.cancel()
            if closing.is_set():
                return

    async def work():
        while True:
            order = await line.get()
            try:
                packed.append((order, await pack(order)))
            except Exception as error:
                failed.append((order, str(error)))
            finally:
                line.task_done()

    async with asyncio.TaskGroup() as crew:
        hands = [crew.create_task(work()) for _ in range(workers)]
        async with asyncio.TaskGroup() as carriers:
            for shop in shops:
                carriers.create_task(bring(shop))
        await line.join()
        for hand in hands:
            hand.cancel()
    return packed, failed
