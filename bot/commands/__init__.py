"""The commands of polisbot, one file each."""
