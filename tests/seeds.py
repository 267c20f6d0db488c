"""How many seeds a test of chance tries: 25; with --full ten times as many, and a thousand where it matters most."""

SEEDS = range(25)
THOUSAND = range(25)  # what a child is asked to read
