"""What comes and goes: Thai spreadsheets in, CSV out; bytes in, plain rows out, and back."""
