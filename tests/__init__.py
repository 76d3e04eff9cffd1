"""The tests. There is one worker a core, so linear algebra has no threads of its own:
on a busy machine they mostly wait for each other."""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
