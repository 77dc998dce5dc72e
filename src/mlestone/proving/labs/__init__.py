"""Labs as rules: how a lab's folder is read, what of it a learner gets, and what came of an attempt at it."""
