"""PostgreSQL's index of words holds new words at once, and their texts uncompressed."""

from alembic import op

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it so."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER INDEX guidance_words_found SET (fastupdate = off)")
        op.execute("SELECT gin_clean_pending_list('guidance_words_found')")
        op.execute("ALTER TABLE guidance_words SET (toast_tuple_target = 8160)")
        op.execute("ALTER TABLE guidance_words ALTER words SET STORAGE EXTERNAL")
        op.execute("UPDATE guidance_words SET words = words || ''::tsvector")


def downgrade() -> None:
    """Make it as it was before."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER INDEX guidance_words_found RESET (fastupdate)")
        op.execute("ALTER TABLE guidance_words RESET (toast_tuple_target)")
        op.execute("ALTER TABLE guidance_words ALTER words SET STORAGE EXTENDED")
