"""The small language that the medicine is written in, and its readings."""
