# The rest is as in the author's answer.
from collections import deque


async def serve(shops, pack, workers, room, closing):
    line, changed = deque(), asyncio.Condition()
    results, over = ([], []), object()
    state = {"bringing": len(shops)}
    turns = deque()

    async def bring(shop):
        asked = None
        while not closing.is_set():
            asked = await anext(shop, over)
            if asked is over:
                break
            async with changed:
                me = object()
                turns.append(me)
                await changed.wait_for(lambda: len(line) < room and turns[0] is me)
                turns.popleft()
                line.append(asked)
                changed.notify_all()
        async with changed:
            state["bringing"] -= 1
            changed.notify_all()

    async def work():
        while True:
            async with changed:
                await changed.wait_for(lambda: line or not state["bringing"])
                if not line:
                    return
                order = line.popleft()
                changed.notify_all()
            try:
                results[0].append((order, await pack(order)))
            except Exception as error:
                results[1].append((order, f"{error}"))

    async with asyncio.TaskGroup() as group:
        for shop in shops:
            group.create_task(bring(shop))
        for _ in range(workers):
            group.create_task(work())
    return results
