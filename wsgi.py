"""What gunicorn serves."""

from config import from_environment
from phonics.app import create_app

app = create_app(from_environment())
