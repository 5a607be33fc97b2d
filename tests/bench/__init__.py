"""The benchmark: `make bench` prints ratios of one run, sides alternated; a timing is never a verdict."""
