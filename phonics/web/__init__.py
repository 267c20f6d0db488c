"""Doors for browsers: guard, parse, call one service, show."""
