"""step35-nano: a small model with the architecture and chat format of Step-3.5-Flash, and all that makes it."""
