"""How many seeds a test of chance tries: 25, and ten times as many with --full (conftest widens it)."""

SEEDS = range(25)
