"""From the model file to three solvers: bare Python, Numba and JavaScript; needs SymPy."""
