"""The house: every table of its first version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

GUARDS: dict[str, tuple[str, ...]] = {
    "sqlite": (
        """CREATE TRIGGER policies_audit_no_update BEFORE UPDATE ON policies_audit
        BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END""",
        """CREATE TRIGGER policies_audit_no_delete BEFORE DELETE ON policies_audit
        WHEN OLD.at > datetime('now', '-365 days')
        BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION policies_audit_guard() RETURNS trigger LANGUAGE plpgsql AS $guard$
        BEGIN
            IF TG_OP = 'DELETE' AND OLD.at <= now() - interval '365 days' THEN RETURN OLD; END IF;
            RAISE EXCEPTION 'the audit log only grows';
        END $guard$""",
        """CREATE TRIGGER policies_audit_guard BEFORE UPDATE OR DELETE ON policies_audit
        FOR EACH ROW EXECUTE FUNCTION policies_audit_guard()""",
        """CREATE TRIGGER policies_audit_guard_all BEFORE TRUNCATE ON policies_audit
        FOR EACH STATEMENT EXECUTE FUNCTION policies_audit_guard()""",
    ),
}
"""What makes the audit log append-only, in the words of each database."""


def upgrade() -> None:
    """Make it so."""
    op.create_table(
        "core_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    with op.batch_alter_table("core_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_core_session_subject_id"), ["subject_id"], unique=False
        )

    op.create_table(
        "guidance_channel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("postal_code", sa.String(), nullable=False),
        sa.Column("post_office", sa.String(), nullable=False),
        sa.Column("visibility", sa.String(length=32), nullable=False),
        sa.Column("note", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "guidance_import_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("ran_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("guidance_import_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guidance_import_run_ran_at"), ["ran_at"], unique=False)

    op.create_table(
        "guidance_municipality",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "guidance_source_link",
        sa.Column("system", sa.String(length=32), nullable=False),
        sa.Column("service_external_id", sa.String(), nullable=False),
        sa.Column("channel_external_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("system", "service_external_id", "channel_external_id"),
    )
    with op.batch_alter_table("guidance_source_link", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_guidance_source_link_channel_external_id"),
            ["channel_external_id"],
            unique=False,
        )

    op.create_table(
        "guidance_term",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "organisation_organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug"),
    )
    op.create_table(
        "policies_audit",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("resource", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("policy_hash", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    with op.batch_alter_table("policies_audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_policies_audit_action"), ["action"], unique=False)
        batch_op.create_index(batch_op.f("ix_policies_audit_actor"), ["actor"], unique=False)
        batch_op.create_index(batch_op.f("ix_policies_audit_at"), ["at"], unique=False)

    op.create_table(
        "policies_purge_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("plan_hash", sa.String(), nullable=False),
        sa.Column("policy_hash", sa.String(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("audit_seq", sa.Integer(), nullable=False),
        sa.Column("chain_broken_at", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("audit_seq"),
    )
    with op.batch_alter_table("policies_purge_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_policies_purge_run_at"), ["at"], unique=False)

    op.create_table(
        "guidance_refused_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["guidance_import_run.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("guidance_refused_record", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_guidance_refused_record_run_id"), ["run_id"], unique=False
        )

    op.create_table(
        "guidance_service",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("provider", sa.JSON(), nullable=False),
        sa.Column("age_min", sa.Integer(), nullable=True),
        sa.Column("age_max", sa.Integer(), nullable=True),
        sa.Column("anonymous", sa.String(length=32), nullable=False),
        sa.Column("free_of_charge", sa.String(length=32), nullable=False),
        sa.Column("guardian_told", sa.String(length=32), nullable=False),
        sa.Column("on_phone_bill", sa.String(length=32), nullable=False),
        sa.Column("recorded", sa.String(length=32), nullable=False),
        sa.Column("identity_needed", sa.String(length=32), nullable=False),
        sa.Column("drop_in", sa.String(length=32), nullable=False),
        sa.Column("who_answers", sa.String(length=32), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "age_min IS NULL OR age_max IS NULL OR age_min <= age_max", name="guidance_service_ages"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation_organisation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("guidance_service", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_guidance_service_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_guidance_service_status"), ["status"], unique=False)

    op.create_table(
        "organisation_unit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation_organisation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("organisation_unit", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_unit_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "organisation_worker",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("shown_as", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("oidc_subject", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation_organisation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("email"),
        sa.UniqueConstraint("oidc_subject"),
    )
    with op.batch_alter_table("organisation_worker", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_worker_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "outreach_campaign",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("producer", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "ends_on IS NULL OR starts_on <= ends_on", name="outreach_campaign_days"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation_organisation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("outreach_campaign", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outreach_campaign_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "outreach_channel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("identity_mode", sa.String(length=32), nullable=False),
        sa.Column("disclosure", sa.JSON(), nullable=False),
        sa.Column("scope", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation_organisation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("outreach_channel", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outreach_channel_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "guidance_connection",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["guidance_channel.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["service_id"], ["guidance_service.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("service_id", "channel_id"),
    )
    op.create_table(
        "guidance_hours",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("channel_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("by_appointment", sa.Boolean(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("note", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "service_id IS NOT NULL OR channel_id IS NOT NULL", name="guidance_hours_owner"
        ),
        sa.CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to",
            name="guidance_hours_dates",
        ),
        sa.ForeignKeyConstraint(["channel_id"], ["guidance_channel.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["service_id"], ["guidance_service.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("guidance_hours", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_guidance_hours_channel_id"), ["channel_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_guidance_hours_service_id"), ["service_id"], unique=False
        )

    op.create_table(
        "guidance_service_area",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality"],
            ["guidance_municipality.code"],
        ),
        sa.ForeignKeyConstraint(["service_id"], ["guidance_service.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("service_id", "municipality"),
    )
    with op.batch_alter_table("guidance_service_area", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_guidance_service_area_municipality"), ["municipality"], unique=False
        )

    op.create_table(
        "guidance_service_term",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["code"],
            ["guidance_term.code"],
        ),
        sa.ForeignKeyConstraint(["service_id"], ["guidance_service.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("service_id", "code"),
    )
    with op.batch_alter_table("guidance_service_term", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guidance_service_term_code"), ["code"], unique=False)

    op.create_table(
        "guidance_service_text",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("instruction", sa.Text(), nullable=False),
        sa.Column("keywords", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["guidance_service.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("service_id", "lang"),
    )
    op.create_table(
        "guidance_source_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("system", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("differs", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["guidance_service.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("system", "kind", "external_id"),
    )
    with op.batch_alter_table("guidance_source_record", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_guidance_source_record_service_id"), ["service_id"], unique=False
        )

    op.create_table(
        "guidance_token",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column(
            "token",
            sa.String().with_variant(sa.String(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["guidance_service.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("service_id", "lang", "token"),
    )
    with op.batch_alter_table("guidance_token", schema=None) as batch_op:
        batch_op.create_index(
            "guidance_token_found", ["token", "service_id", "weight"], unique=False
        )

    op.create_table(
        "organisation_invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("line_ids", sa.JSON(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("invited_by", sa.Uuid(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["invited_by"],
            ["organisation_worker.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation_organisation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    with op.batch_alter_table("organisation_invitation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_invitation_organisation_id"),
            ["organisation_id"],
            unique=False,
        )

    op.create_table(
        "organisation_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("description", sa.JSON(), nullable=False),
        sa.Column("who_answers", sa.JSON(), nullable=False),
        sa.Column("age_min", sa.Integer(), nullable=True),
        sa.Column("age_max", sa.Integer(), nullable=True),
        sa.Column("region_rule", sa.String(length=32), nullable=False),
        sa.Column("municipalities", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("pilot_ends", sa.Date(), nullable=True),
        sa.Column("sealing", sa.String(length=32), nullable=False),
        sa.Column("places_each", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation_organisation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["organisation_unit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("slug"),
    )
    with op.batch_alter_table("organisation_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_line_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "organisation_worker_role",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["worker_id"],
            ["organisation_worker.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("worker_id", "role"),
    )
    with op.batch_alter_table("organisation_worker_role", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_worker_role_worker_id"), ["worker_id"], unique=False
        )

    op.create_table(
        "outreach_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["outreach_campaign.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("outreach_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outreach_change_campaign_id"), ["campaign_id"], unique=False
        )

    op.create_table(
        "scheduling_feed",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_on", sa.Date(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["worker_id"],
            ["organisation_worker.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    with op.batch_alter_table("scheduling_feed", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_scheduling_feed_worker_id"), ["worker_id"], unique=False
        )

    op.create_table(
        "chat_conversation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("topic", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("nickname", sa.LargeBinary(), nullable=True),
        sa.Column("responder_id", sa.Uuid(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("unanswered_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("is_misuse", sa.Boolean(), nullable=False),
        sa.Column("questions_answered", sa.Integer(), nullable=False),
        sa.Column("policy_hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["organisation_line.id"],
        ),
        sa.ForeignKeyConstraint(
            ["responder_id"],
            ["organisation_worker.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("chat_conversation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_chat_conversation_closed_at"), ["closed_at"], unique=False
        )
        batch_op.create_index(
            "ix_chat_conversation_line_state", ["line_id", "state", "started_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_chat_conversation_responder_id"), ["responder_id"], unique=False
        )

    op.create_table(
        "chat_feedback_count",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n >= 0"),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["organisation_line.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("day", "line_id", "question", "answer"),
    )
    op.create_table(
        "guidance_referral",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("service_name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n > 0", name="guidance_referral_counted"),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["organisation_line.id"],
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["guidance_service.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("day", "line_id", "service_id", "kind"),
    )
    with op.batch_alter_table("guidance_referral", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guidance_referral_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_guidance_referral_line_id"), ["line_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_guidance_referral_service_id"), ["service_id"], unique=False
        )

    op.create_table(
        "guidance_source_channel",
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["guidance_channel.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["source_id"], ["guidance_source_record.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("source_id", "channel_id"),
    )
    op.create_table(
        "organisation_line_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["organisation_line.id"],
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"],
            ["organisation_worker.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("worker_id", "line_id"),
    )
    with op.batch_alter_table("organisation_line_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_line_member_line_id"), ["line_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_organisation_line_member_worker_id"), ["worker_id"], unique=False
        )

    op.create_table(
        "outreach_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column("channel_id", sa.Uuid(), nullable=True),
        sa.Column("placement", sa.String(), nullable=False),
        sa.Column("medium", sa.String(length=32), nullable=False),
        sa.Column("active_from", sa.Date(), nullable=False),
        sa.Column("active_until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "active_until IS NULL OR active_from <= active_until", name="outreach_link_days"
        ),
        sa.ForeignKeyConstraint(["campaign_id"], ["outreach_campaign.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["channel_id"], ["outreach_channel.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["organisation_line.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    with op.batch_alter_table("outreach_link", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outreach_link_campaign_id"), ["campaign_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_outreach_link_channel_id"), ["channel_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_outreach_link_line_id"), ["line_id"], unique=False)

    op.create_table(
        "outreach_stage_count",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n >= 0", name="outreach_stage_count_n"),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["outreach_campaign.id"],
        ),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["organisation_line.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("outreach_stage_count", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outreach_stage_count_campaign_id"), ["campaign_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_outreach_stage_count_line_id"), ["line_id"], unique=False
        )
        batch_op.create_index(
            "outreach_stage_count_of_campaign",
            ["day", "line_id", "campaign_id", "stage"],
            unique=True,
            sqlite_where=sa.text("campaign_id IS NOT NULL"),
            postgresql_where=sa.text("campaign_id IS NOT NULL"),
        )
        batch_op.create_index(
            "outreach_stage_count_of_line",
            ["day", "line_id", "stage"],
            unique=True,
            sqlite_where=sa.text("campaign_id IS NULL"),
            postgresql_where=sa.text("campaign_id IS NULL"),
        )

    op.create_table(
        "scheduling_shift",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("greatest", sa.Integer(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ends_at > starts_at", name="scheduling_shift_forward"),
        sa.CheckConstraint(
            "least >= 0 AND greatest >= 1 AND least <= greatest", name="scheduling_shift_places"
        ),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["organisation_line.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("scheduling_shift", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scheduling_shift_ends_at"), ["ends_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_scheduling_shift_starts_at"), ["starts_at"], unique=False
        )
        batch_op.create_index("scheduling_shift_line_ends", ["line_id", "ends_at"], unique=False)
        batch_op.create_index(
            "scheduling_shift_once",
            ["line_id", "starts_at", "ends_at"],
            unique=True,
            sqlite_where=sa.text("cancelled_at IS NULL"),
            postgresql_where=sa.text("cancelled_at IS NULL"),
        )

    op.create_table(
        "chat_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("alg", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["chat_conversation.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("conversation_id", "client_id"),
        sa.UniqueConstraint("conversation_id", "seq"),
    )
    op.create_table(
        "outreach_link_count",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n >= 0", name="outreach_link_count_n"),
        sa.ForeignKeyConstraint(
            ["link_id"],
            ["outreach_link.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("day", "link_id", "kind"),
    )
    with op.batch_alter_table("outreach_link_count", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outreach_link_count_link_id"), ["link_id"], unique=False
        )

    op.create_table(
        "scheduling_duty",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("seat_no", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("checked_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("uid", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("seat_no >= 1", name="scheduling_duty_seat"),
        sa.ForeignKeyConstraint(
            ["shift_id"],
            ["scheduling_shift.id"],
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"],
            ["organisation_worker.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("uid"),
    )
    with op.batch_alter_table("scheduling_duty", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scheduling_duty_shift_id"), ["shift_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_scheduling_duty_worker_id"), ["worker_id"], unique=False
        )
        batch_op.create_index(
            "scheduling_duty_seat_once",
            ["shift_id", "seat_no"],
            unique=True,
            sqlite_where=sa.text("state IN ('claimed', 'checked_in')"),
            postgresql_where=sa.text("state IN ('claimed', 'checked_in')"),
        )
        batch_op.create_index("scheduling_duty_state", ["state"], unique=False)
        batch_op.create_index(
            "scheduling_duty_worker_once",
            ["shift_id", "worker_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('claimed', 'checked_in')"),
            postgresql_where=sa.text("state IN ('claimed', 'checked_in')"),
        )

    for statement in GUARDS.get(op.get_bind().dialect.name, ()):
        op.execute(statement)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("scheduling_duty", schema=None) as batch_op:
        batch_op.drop_index(
            "scheduling_duty_worker_once",
            sqlite_where=sa.text("state IN ('claimed', 'checked_in')"),
            postgresql_where=sa.text("state IN ('claimed', 'checked_in')"),
        )
        batch_op.drop_index("scheduling_duty_state")
        batch_op.drop_index(
            "scheduling_duty_seat_once",
            sqlite_where=sa.text("state IN ('claimed', 'checked_in')"),
            postgresql_where=sa.text("state IN ('claimed', 'checked_in')"),
        )
        batch_op.drop_index(batch_op.f("ix_scheduling_duty_worker_id"))
        batch_op.drop_index(batch_op.f("ix_scheduling_duty_shift_id"))

    op.drop_table("scheduling_duty")
    with op.batch_alter_table("outreach_link_count", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outreach_link_count_link_id"))

    op.drop_table("outreach_link_count")
    op.drop_table("chat_message")
    with op.batch_alter_table("scheduling_shift", schema=None) as batch_op:
        batch_op.drop_index(
            "scheduling_shift_once",
            sqlite_where=sa.text("cancelled_at IS NULL"),
            postgresql_where=sa.text("cancelled_at IS NULL"),
        )
        batch_op.drop_index("scheduling_shift_line_ends")
        batch_op.drop_index(batch_op.f("ix_scheduling_shift_starts_at"))
        batch_op.drop_index(batch_op.f("ix_scheduling_shift_ends_at"))

    op.drop_table("scheduling_shift")
    with op.batch_alter_table("outreach_stage_count", schema=None) as batch_op:
        batch_op.drop_index(
            "outreach_stage_count_of_line",
            sqlite_where=sa.text("campaign_id IS NULL"),
            postgresql_where=sa.text("campaign_id IS NULL"),
        )
        batch_op.drop_index(
            "outreach_stage_count_of_campaign",
            sqlite_where=sa.text("campaign_id IS NOT NULL"),
            postgresql_where=sa.text("campaign_id IS NOT NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_outreach_stage_count_line_id"))
        batch_op.drop_index(batch_op.f("ix_outreach_stage_count_campaign_id"))

    op.drop_table("outreach_stage_count")
    with op.batch_alter_table("outreach_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outreach_link_line_id"))
        batch_op.drop_index(batch_op.f("ix_outreach_link_channel_id"))
        batch_op.drop_index(batch_op.f("ix_outreach_link_campaign_id"))

    op.drop_table("outreach_link")
    with op.batch_alter_table("organisation_line_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_line_member_worker_id"))
        batch_op.drop_index(batch_op.f("ix_organisation_line_member_line_id"))

    op.drop_table("organisation_line_member")
    op.drop_table("guidance_source_channel")
    with op.batch_alter_table("guidance_referral", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guidance_referral_service_id"))
        batch_op.drop_index(batch_op.f("ix_guidance_referral_line_id"))
        batch_op.drop_index(batch_op.f("ix_guidance_referral_day"))

    op.drop_table("guidance_referral")
    op.drop_table("chat_feedback_count")
    with op.batch_alter_table("chat_conversation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_chat_conversation_responder_id"))
        batch_op.drop_index("ix_chat_conversation_line_state")
        batch_op.drop_index(batch_op.f("ix_chat_conversation_closed_at"))

    op.drop_table("chat_conversation")
    with op.batch_alter_table("scheduling_feed", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scheduling_feed_worker_id"))

    op.drop_table("scheduling_feed")
    with op.batch_alter_table("outreach_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outreach_change_campaign_id"))

    op.drop_table("outreach_change")
    with op.batch_alter_table("organisation_worker_role", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_worker_role_worker_id"))

    op.drop_table("organisation_worker_role")
    with op.batch_alter_table("organisation_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_line_organisation_id"))

    op.drop_table("organisation_line")
    with op.batch_alter_table("organisation_invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_invitation_organisation_id"))

    op.drop_table("organisation_invitation")
    with op.batch_alter_table("guidance_token", schema=None) as batch_op:
        batch_op.drop_index("guidance_token_found")

    op.drop_table("guidance_token")
    with op.batch_alter_table("guidance_source_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guidance_source_record_service_id"))

    op.drop_table("guidance_source_record")
    op.drop_table("guidance_service_text")
    with op.batch_alter_table("guidance_service_term", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guidance_service_term_code"))

    op.drop_table("guidance_service_term")
    with op.batch_alter_table("guidance_service_area", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guidance_service_area_municipality"))

    op.drop_table("guidance_service_area")
    with op.batch_alter_table("guidance_hours", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guidance_hours_service_id"))
        batch_op.drop_index(batch_op.f("ix_guidance_hours_channel_id"))

    op.drop_table("guidance_hours")
    op.drop_table("guidance_connection")
    with op.batch_alter_table("outreach_channel", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outreach_channel_organisation_id"))

    op.drop_table("outreach_channel")
    with op.batch_alter_table("outreach_campaign", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outreach_campaign_organisation_id"))

    op.drop_table("outreach_campaign")
    with op.batch_alter_table("organisation_worker", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_worker_organisation_id"))

    op.drop_table("organisation_worker")
    with op.batch_alter_table("organisation_unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_unit_organisation_id"))

    op.drop_table("organisation_unit")
    with op.batch_alter_table("guidance_service", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guidance_service_status"))
        batch_op.drop_index(batch_op.f("ix_guidance_service_organisation_id"))

    op.drop_table("guidance_service")
    with op.batch_alter_table("guidance_refused_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guidance_refused_record_run_id"))

    op.drop_table("guidance_refused_record")
    with op.batch_alter_table("policies_purge_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_policies_purge_run_at"))

    op.drop_table("policies_purge_run")
    with op.batch_alter_table("policies_audit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_policies_audit_at"))
        batch_op.drop_index(batch_op.f("ix_policies_audit_actor"))
        batch_op.drop_index(batch_op.f("ix_policies_audit_action"))

    op.drop_table("policies_audit")
    op.drop_table("organisation_organisation")
    op.drop_table("guidance_term")
    with op.batch_alter_table("guidance_source_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guidance_source_link_channel_external_id"))

    op.drop_table("guidance_source_link")
    op.drop_table("guidance_municipality")
    with op.batch_alter_table("guidance_import_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guidance_import_run_ran_at"))

    op.drop_table("guidance_import_run")
    op.drop_table("guidance_channel")
    with op.batch_alter_table("core_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_core_session_subject_id"))

    op.drop_table("core_session")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS policies_audit_guard")
