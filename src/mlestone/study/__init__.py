"""Use cases: the only place where courses, engines and the log are wired together. Front doors start at `learner`."""
