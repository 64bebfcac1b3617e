"""Services that help: a directory, search over it, service cards and referrals."""
