"""For those who write skills: start a proof, try it, check it against every rule, measure how strict its checks are.

`plays` and `inside` run under a kit's Python and never learners' code; `checking` brings together what was seen and the
`rules` that judge it. Standard library only at import time; a kit's Python imports `inside` and what it needs alone.
"""
