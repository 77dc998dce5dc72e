"""The app in the browser: a server on loopback that shows one learner's course and runs what they write.

The process imports no numerical library and runs nobody's code: an engine's children do that. `python -m mlestone.web`
starts it; the page it serves is built from `frontend/`.
"""
