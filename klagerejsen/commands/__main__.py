"""`python -m klagerejsen.commands`."""

from klagerejsen.commands import main

main()
