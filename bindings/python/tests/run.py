"""Every test of the installed package: VECTORS=tests/vectors python run.py. Ends with `N passed, N failed`."""
import check
import drop_in_test
import hostile_test
import objects_test
import vectors_test

for suite in (vectors_test, objects_test, hostile_test, drop_in_test):
    suite.run()
check.finish()
