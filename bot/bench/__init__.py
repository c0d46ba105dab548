"""The benchmark: what an input costs this installation's code, as a ratio to a floor measured in the same run."""
