"""what each journey adds to its team's whole, which can be thrown away and worked out again

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "contributions",
        sa.Column("journey_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=16), nullable=False),
        sa.Column("yardstick", sa.String(length=16), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("adds", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["journey_id"], ["journeys.id"], name=op.f("fk_contributions_journey_id_journeys"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("journey_id", name=op.f("pk_contributions")),
    )


def downgrade():
    op.drop_table("contributions")
