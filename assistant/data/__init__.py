"""Word lists and tables that the code reads."""

from pathlib import Path

DATA = Path(__file__).parent
