"""Phonics: lessons, teacher-made tests, levels and the network's progress, on one stream of evidence."""
