"""The report of many: what the stations of a county come to in one cycle, from the snapshots of what they submitted."""
