"""Permissions of the policies room."""

from core.access import permission

VIEW = permission("policies.view", "Read the data-protection policy and what is kept.")
EDIT = permission("policies.edit", "Make and change drafts of the data-protection policy.")
APPROVE = permission(
    "policies.approve", "Approve a change of the data-protection policy, with a second person."
)
FOLLOW = permission("policies.follow", "Bring an approved policy into force when its day comes.")
AUDIT = permission("policies.audit", "Read the audit log and check its chain.")
PURGE = permission("policies.purge", "See what would be purged, and purge it.")
AGREE = permission("policies.agree", "Agree as a second person to a purge that the brake stopped.")
HOLD = permission("policies.hold", "Hold back a purge, for a reason and a time.")
TELL = permission("policies.tell", "Tell by mail every day how the log and the purges stand.")
ANCHOR = permission("policies.anchor", "Vouch for the audit log's length and head.")
REQUESTS = permission(
    "policies.requests", "Keep the register of data requests, and see how many there were."
)
