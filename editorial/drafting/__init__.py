"""Making an issue: opening it, writing and moving its entries; every function is one checked, recorded mutation."""
