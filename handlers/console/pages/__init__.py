"""The pages of the console, one file each. A new page is a file here and its line in ``handlers/console/index.py``."""
