"""What we remember: typed SQLAlchemy models and the selects that screens need."""
