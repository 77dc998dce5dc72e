# The rest is as in the author's answer.
async def opened(desk, tries):
    for _ in range(tries):
        if desk.ready():
            return True
        asyncio.sleep(0.25)
        await asyncio.sleep(0)
    return False
