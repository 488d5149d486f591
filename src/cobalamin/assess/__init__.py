"""From a chart to an assessment: the answers, why, what is missing, what is next, who says so."""
