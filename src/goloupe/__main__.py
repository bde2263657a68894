"""``python -m goloupe``."""

import sys

from goloupe.cli import main

sys.exit(main())
