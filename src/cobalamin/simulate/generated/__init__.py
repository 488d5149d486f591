"""The model as three solvers, made by `python -m cobalamin.simulate.compile`."""
