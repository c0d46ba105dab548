"""The care console: pages on the server, made of one file each; scripts only make them quicker."""
