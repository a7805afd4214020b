"""Where evidence gathers and how it moves: pure functions over arrays, without screen or store."""
