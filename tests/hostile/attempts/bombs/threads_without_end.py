"""As many threads as there is room for, none of which ends.

must: out_of_limits time
says: threads: True
seconds: 1
"""

import threading
import time


def summarise(table, axis):
    started = []
    try:
        while True:
            started.append(threading.Thread(target=time.sleep, args=(1000,)))
            started[-1].start()
    except RuntimeError:
        print("threads:", len(started) < 200, flush=True)
    time.sleep(1000)
