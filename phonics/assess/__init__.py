"""How we measure: instruments, marks, scores, mastery, promotion. Pure; may look at levels, never back."""
