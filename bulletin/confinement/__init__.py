"""Work on what came from outside in a forked child under limits; it knows neither Django nor what the work is."""
