"""Which cases are planted, gap by gap?"""

from benchmarks.bulk.cases.deficient import DEFICIENT
from benchmarks.bulk.cases.injections import INJECTIONS
from benchmarks.bulk.cases.low_b12 import LOW_B12
from benchmarks.bulk.cases.metformin import METFORMIN
from benchmarks.bulk.cases.neuropathy import NEUROPATHY
from benchmarks.bulk.cases.review import REVIEW

CASES = (*METFORMIN, *NEUROPATHY, *LOW_B12, *DEFICIENT, *INJECTIONS, *REVIEW)
"""Every case that any record may hold; what only a hostile export holds is in `hostile`."""
