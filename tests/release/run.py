"""Runs the tests of this folder, and ends with `N passed, N failed`."""
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
suite = unittest.defaultTestLoader.discover(str(HERE), pattern=sys.argv[1] if len(sys.argv) > 1 else "test_*.py")
result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(suite)
failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
# A skipped test has shown nothing.
failed += len(result.skipped)
print(f"{result.testsRun - failed} passed, {failed} failed")
sys.exit(failed != 0 or result.testsRun == 0)
