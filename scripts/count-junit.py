#!/usr/bin/env python3
"""Prints how many tests JUnit reports have: count-junit.py FILE… prints `PASSED FAILED`, and the failed ones to standard error.

Maven, GoogleTest, CTest and Swift write such reports. A test with several failures is one; skipped tests do not count.
"""

import sys
import xml.etree.ElementTree as tree

passed = failed = 0
for path in sys.argv[1:]:
    for case in tree.parse(path).getroot().iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
            names = dict.fromkeys(filter(None, (case.get("classname"), case.get("name"))))  # CTest's are the same
            print("FAILED ", ".".join(names), file=sys.stderr)
        elif case.find("skipped") is None and case.get("status") not in ("notrun", "disabled"):
            passed += 1
print(passed, failed)
