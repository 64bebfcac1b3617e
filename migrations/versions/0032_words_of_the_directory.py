"""The index of the directory's words, in each database's own kind of table.

It is empty at first: `rinnalla services reindex` fills it, or the job that looks every ten minutes.
"""

import sqlalchemy as sa
from alembic import op

from core.db import Moment

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

BY_CODE_POINT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
WORDS = {
    "sqlite": [
        """CREATE VIRTUAL TABLE guidance_words USING fts5(
        name, label, summary, body,
        tokenize="unicode61 remove_diacritics 0 tokenchars '~='", prefix='2 3 4')"""
    ],
    "postgresql": [
        "CREATE TABLE guidance_words (number integer PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX guidance_words_found ON guidance_words USING gin (words)",
    ],
}


def upgrade() -> None:
    """Make it so."""
    op.drop_table("guidance_token")
    op.create_table(
        "guidance_document",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.Column("is_everywhere", sa.Boolean(), nullable=False),
        sa.Column("age_min", sa.Integer(), nullable=False),
        sa.Column("age_max", sa.Integer(), nullable=False),
        sa.Column("traits", sa.BigInteger(), nullable=False),
        sa.Column("sorted_as", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["guidance_service.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index(
        "ix_guidance_document_service_id", "guidance_document", ["service_id"], unique=True
    )
    _beside_documents()
    _known_words()
    for statement in WORDS[op.get_bind().dialect.name]:
        op.execute(statement)


def _beside_documents() -> None:
    op.create_table(
        "guidance_document_area",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["guidance_document.number"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", "municipality"),
    )
    op.create_index(
        "ix_guidance_document_area_municipality", "guidance_document_area", ["municipality"]
    )
    op.create_table(
        "guidance_open_span",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("starts", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["guidance_document.number"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", "starts"),
    )
    op.create_index("guidance_open_span_now", "guidance_open_span", ["starts", "ends", "number"])


def _known_words() -> None:
    op.create_table(
        "guidance_known_word",
        sa.Column("folded", BY_CODE_POINT, nullable=False),
        sa.Column("written", sa.String(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("folded"),
    )
    op.create_table(
        "guidance_near_word",
        sa.Column("left", BY_CODE_POINT, nullable=False),
        sa.Column("folded", BY_CODE_POINT, nullable=False),
        sa.PrimaryKeyConstraint("left", "folded"),
    )
    op.create_table(
        "guidance_index_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_with", sa.String(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("opening_from", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    """Make it as it was before."""
    op.execute("DROP TABLE guidance_words")
    for table in (
        "open_span",
        "document_area",
        "document",
        "near_word",
        "known_word",
        "index_state",
    ):
        op.drop_table(f"guidance_{table}")
    op.create_table(
        "guidance_token",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("token", BY_CODE_POINT, nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["guidance_service.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("service_id", "lang", "token"),
    )
    op.create_index("guidance_token_found", "guidance_token", ["token", "service_id", "weight"])
