"""A demand store to try the service with: it knows two items, and takes its time for one of them.

    python demand_store.py 7000
"""

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DAILY = {"tea": 4.2, "coffee": 11.0}
SLOW = {"coffee": 8.0}  # seconds


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        item = self.path.removeprefix("/demand/")
        time.sleep(SLOW.get(item, 0.0))
        body = json.dumps({"daily": DAILY[item]} if item in DAILY else {}).encode()
        self.send_response(200 if item in DAILY else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
