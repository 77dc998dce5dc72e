# The rest is as in the author's answer.


class Crew:
    def __init__(self, ask, patience, pause):
        self.ask, self.patience, self.pause = ask, patience, pause
        self.queue, self.results = asyncio.Queue(), {}

    async def attempt(self, item, again):
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout_at(loop.time() + self.patience):
                answer = await self.ask(item)
        except asyncio.TimeoutError:
            return ("late", None)
        except ConnectionError as error:
            if not again:
                return ("error", "{}".format(error))
        except Exception as error:
            return ("error", f"{error}")
        else:
            return ("answer", answer)
        await asyncio.sleep(self.pause)
        return await self.attempt(item, again=False)

    async def work(self):
        while not self.queue.empty():
            number, item = self.queue.get_nowait()
            self.results[number] = await self.attempt(item, again=True)


async def ask_all(ask, items, limit, patience, pause):
    crew = Crew(ask, patience, pause)
    for pair in enumerate(items):
        crew.queue.put_nowait(pair)
    async with asyncio.TaskGroup() as group:
        for _ in range(limit):
            group.create_task(crew.work())
    return [result for _, result in sorted(crew.results.items(), key=lambda pair: pair[0])]
