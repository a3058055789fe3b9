"""a log of the files that leave the house

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "exports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("(CURRENT_TIMESTAMP)"), nullable=False),
        sa.Column("user_id", sa.Integer()),
        sa.Column(
            "what",
            sa.Enum(
                "journey", "archive", "poster", name="outgoing", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("journey_id", sa.Integer()),
        sa.Column("format", sa.String(20), nullable=False),
        sa.Column("purpose", sa.String(20)),
        sa.Column("words", sa.String(120)),
        sa.Column("delete_by", sa.Date()),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_exports_team_id_teams"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_exports_user_id_users"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["journey_id"], ["journeys.id"], name=op.f("fk_exports_journey_id_journeys"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
    )
    op.create_index(op.f("ix_exports_team_id_id"), "exports", ["team_id", "id"])
    op.create_index(op.f("ix_exports_journey_id"), "exports", ["journey_id"])


def downgrade():
    op.drop_table("exports")
