"""Simulated learners over the real graph, and what becomes of them with MLestone. Run `benchmarks/learners.py`."""
