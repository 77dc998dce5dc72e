"""Never gets to the end of its source.

must: out_of_limits time
seconds: 1
"""

import time

while True:
    time.sleep(100)
