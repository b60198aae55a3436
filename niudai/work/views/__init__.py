"""Pages of the work room, split by noun."""
