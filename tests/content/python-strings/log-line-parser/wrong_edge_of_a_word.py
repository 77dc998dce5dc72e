# The rest is as in the author's answer.
import re


def field(line, name):
    found = re.search(r"\b" + name + r"=(\S*)", line)
    return found.group(1) if found else ""
