"""People's accounts: who signs in, in which language, with which duty for the whole system."""
