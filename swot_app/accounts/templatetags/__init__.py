"""Template tags of the accounts, of use to every form."""
