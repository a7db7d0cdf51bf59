"""Compares the names and numbers of usersig.hpp with those of usersig.h."""

import re

c, cpp = open("include/usersig.h", encoding="utf-8").read(), open("include/usersig.hpp", encoding="utf-8").read()

# A status has the C name in C++ spelling.
for name, status in re.findall(r"(\w+) = USERSIG_STATUS_(\w+),", cpp):
    assert name.upper() == status.replace("_", ""), (name, status)

# The other enumerations have every number of usersig.h.
kinds = {"FINDING": 10, "WARNING": 1, "NOTE": 4, "LANGUAGE": 2, "PRIVILEGE": 9, "USERID_RULE": 3, "TOKEN_V1": 2, "TOKEN_V2": 1}
for kind, least in kinds.items():
    defined = set(re.findall(rf"#define USERSIG_({kind}[A-Z0-9_]*) ", c))
    assert len(defined) >= least, (kind, defined)
    assert defined == set(re.findall(rf"\w+ = USERSIG_({kind}[A-Z0-9_]*),", cpp)), kind
statuses = dict(re.findall(r"#define USERSIG_STATUS_(\w+) (\d+)", c))
for name, bit in re.findall(r"#define USERSIG_FINDING_(\w+) (\d+)", c):
    assert int(bit) == 1 << (int(statuses[name]) - 1), name
for name, finding in re.findall(r"(\w+) = USERSIG_FINDING_(\w+),", cpp):
    assert name.upper() == finding.replace("_", ""), (name, finding)
