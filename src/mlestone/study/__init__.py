"""Use cases: the only place where courses, engines and (later) the log are wired together."""
