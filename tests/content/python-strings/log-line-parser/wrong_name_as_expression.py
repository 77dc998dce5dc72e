# The rest is as in the author's answer.
import re


def field(line, name):
    found = re.search(r"\s" + name + r"=(\S*)", line)
    return found.group(1) if found else ""
