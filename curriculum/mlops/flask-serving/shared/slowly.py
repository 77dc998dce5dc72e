"""A Python that dwells on every line of the learner's: two requests at a time then meet between any two of them.

What requests share is changed while it is in use, not once a week but each time; what is a request's own stays so. It is a
`sitecustomize`, which Python imports when it starts; a tracer sleeps at each line and each return in a file of the folder.
"""

SITE = '''
import os
import threading
import time

HERE = os.getcwd() + os.sep


def calls(frame, event, argument):
    return lines if frame.f_code.co_filename.startswith(HERE) else None


def lines(frame, event, argument):
    time.sleep(0.001)
    return lines


threading.settrace(calls)
'''


def server(lab, command, port):
    """The learner's service, one that dwells on its lines."""
    lab.write("slowly/sitecustomize.py", SITE)
    return lab.server(command, port=port, ready="/health", env={"PYTHONPATH": "slowly"}, seconds=60)
