"""Permissions of the policies room."""

from core.access import permission

VIEW = permission("policies.view", "Read the data-protection policy and what is kept.")
AUDIT = permission("policies.audit", "Read the audit log and check its chain.")
PURGE = permission("policies.purge", "See what would be purged, and purge it.")
