"""What each kind of file holds, as text in the dialect that the reader knows; it all runs in a limited child."""
