"""What must every reader of an answer be told?"""

from __future__ import annotations

DISCLAIMER = (
    "This supports a clinician's decision and does not replace it. Check every result in the "
    "record before acting on it; nothing here is an order or a prescription."
)
