"""`python -m samhandling` is `samhandling`."""

import sys

from samhandling.cli import main

sys.exit(main())
