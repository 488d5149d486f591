"""The medicine and nothing else: sources, value sets, facts, cut-points, questions and steps."""
