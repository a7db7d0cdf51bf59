"""Reads the part of YAML that a pubspec.yaml of this project has: nested mappings, lists in brackets, texts, comments."""

import re


def value(text):
    if text.startswith("[") and text.endswith("]"):
        return [value(item.strip()) for item in text[1:-1].split(",")]
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    return {"true": True, "false": False, "": None}.get(text, text)


def loads(text):
    """A mapping. What is not of that part of YAML is a ValueError."""
    root = {}
    # The open mappings with their indentation.
    stack = [(-1, root)]
    pending = None
    for number, line in enumerate(text.split("\n"), 1):
        line = re.sub(r"(^|\s)#.*$", "", line).rstrip()
        if not line:
            continue
        match = re.fullmatch(r"( *)([A-Za-z_][\w-]*):(?: +(.*))?", line)
        if not match:
            raise ValueError(f"line {number}: {line!r}")
        indent, key, rest = len(match[1]), match[2], match[3] or ""
        if pending and indent > pending[0]:
            # The key before this line has a mapping as its value.
            pending[1][pending[2]] = {}
            stack.append((pending[0], pending[1][pending[2]]))
        while stack[-1][0] >= indent:
            stack.pop()
        stack[-1][1][key] = value(rest)
        pending = (indent, stack[-1][1], key) if not rest else None
    return root
