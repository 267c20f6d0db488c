"""What `./run phonics …` and `.venv/bin/phonics` start."""

from config import from_environment
from phonics.cli import main

if __name__ == "__main__":
    main(from_environment())
