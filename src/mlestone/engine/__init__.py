"""Runs learners' code: zygotes, walled-in children, examiners, lesson sessions.

Two halves live here. The *outside* (`engine`, `host`, `session`, `doctor`) belongs to the process that asks for
verdicts. The *inside* (`kit_process`, `zygote`, `child`, `examiner`, `walls`) runs under a kit's Python, where of
MLestone only the standard-library parts may be imported, and NumPy and its kin only if the kit has them.
"""
