"""Graders side by side: one exercise, one run, one table.

`exercise` is what is graded, `hostile` who cheats, `tools` who grades, `seats` where, `residents` what runs in a tool's
own process, `environments` where the peers are installed, `measure` and `table` what comes of it.
"""
