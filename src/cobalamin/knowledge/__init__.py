"""The medicine as documents that a clinician can review, made from the rules themselves."""
