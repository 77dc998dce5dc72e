"""What keeps a child in: namespaces, a file system of its own, Landlock, seccomp, limits. Standard library only.

Each wall is raised separately and reported by name; what could not be raised is said, never assumed.
"""
