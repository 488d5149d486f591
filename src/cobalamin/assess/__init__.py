"""From a chart to an assessment: the answers, why, what is missing, the next step, and who says so."""
