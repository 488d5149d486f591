"""Decision support for vitamin B12-deficiency neuropathy.

It supports a clinician's decision and does not replace it.
"""

__version__ = "0.1.0"
