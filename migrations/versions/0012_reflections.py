"""learning notes beside the cases, the question whether an action helped, and earlier learning on the screen

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

LEAVES = ("journey", "archive", "poster", "complaints", "learning")


def upgrade():
    op.create_table(
        "reflections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("journey_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("(CURRENT_TIMESTAMP)"), nullable=False
        ),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("learning", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("causes", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("actions", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_reflections_team_id_teams"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_reflections_user_id_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["journey_id"], ["journeys.id"], name=op.f("fk_reflections_journey_id_journeys"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflections")),
    )
    op.create_index(op.f("ix_reflections_team_id_id"), "reflections", ["team_id", "id"])
    op.create_index(op.f("ix_reflections_journey_id"), "reflections", ["journey_id"])
    op.create_table(
        "followups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("journey_id", sa.Integer(), nullable=True),
        sa.Column("reflection_id", sa.Integer(), nullable=True),
        sa.Column(
            "asked",
            sa.Enum("owner", "citizen", name="asked", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("(CURRENT_TIMESTAMP)"), nullable=False
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("helped", sa.String(length=10), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_followups_team_id_teams"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["journey_id"], ["journeys.id"], name=op.f("fk_followups_journey_id_journeys"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reflection_id"],
            ["reflections.id"],
            name=op.f("fk_followups_reflection_id_reflections"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followups")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_followups_token_hash")),
    )
    op.create_index(op.f("ix_followups_team_id_id"), "followups", ["team_id", "id"])
    op.create_index(op.f("ix_followups_journey_id"), "followups", ["journey_id"])
    op.create_index(op.f("ix_followups_reflection_id"), "followups", ["reflection_id"])
    with op.batch_alter_table("workshops") as batch_op:
        batch_op.add_column(sa.Column("earlier_shown", sa.Boolean(), server_default=sa.false(), nullable=False))
    _let_leave(LEAVES)


def downgrade():
    op.execute("DELETE FROM exports WHERE what = 'learning'")
    _let_leave(LEAVES[:-1])
    with op.batch_alter_table("workshops") as batch_op:
        batch_op.drop_column("earlier_shown")
    op.drop_table("followups")
    op.drop_table("reflections")


def _let_leave(kinds):
    """Say anew what may stand in the log of files."""
    with op.batch_alter_table("exports") as batch_op:
        batch_op.drop_constraint(op.f("ck_exports_outgoing"), type_="check")
        batch_op.create_check_constraint(op.f("ck_exports_outgoing"), f"what IN ({', '.join(map(repr, kinds))})")
