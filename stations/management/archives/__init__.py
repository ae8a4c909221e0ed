"""The archive of an installation: every row and every file that cannot be made again, in a form of no one database."""
