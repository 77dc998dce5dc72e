# The rest is as in the author's answer.


async def serve(shops, pack, workers, room, closing):
    """One dispatcher that waits for a free hand, takes an order out of the line, and starts a task for it."""
    line, hands = asyncio.Queue(room), asyncio.Semaphore(workers)
    packed, failed = [], []

    async def bring(shop):
        while not closing.is_set():
            async for order in shop:
                await line.put(order)
                break
            else:
                return

    async def handle(order):
        try:
            packed.append((order, await pack(order)))
        except Exception as error:
            failed.append((order, str(error)))
        finally:
            hands.release()
            line.task_done()

    async def dispatch(group):
        while True:
            await hands.acquire()
            order = await line.get()
            group.create_task(handle(order))

    async with asyncio.TaskGroup() as group:
        dispatcher = group.create_task(dispatch(group))
        bringing = [group.create_task(bring(shop)) for shop in shops]
        if bringing:
            await asyncio.wait(bringing)
        await line.join()
        dispatcher.cancel()
    return (packed, failed)
