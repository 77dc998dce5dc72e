#!/bin/sh
# Starts the service on port 8000, in two processes.
# [answer] What the metrics of several processes need before the first of them starts.
export PROMETHEUS_MULTIPROC_DIR=metrics-of-workers
rm -rf "$PROMETHEUS_MULTIPROC_DIR"
mkdir "$PROMETHEUS_MULTIPROC_DIR"
# [/answer]
exec python -m uvicorn service:app --host 127.0.0.1 --port 8000 --workers 2 --no-access-log
