"""What no channel would send, through the doors that channels use."""
