"""The sandbox: its page, its inbox, its stream."""
