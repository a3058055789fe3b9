"""conversations with complainants, and how satisfied people were

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

LIST = sa.JSON(none_as_null=True)
COLUMNS = {
    "attempts": LIST,
    "declined_on": sa.Date(),
    "contact_channel": sa.String(40),
    "wishes": LIST,
    "track": sa.String(40),
    "promises": LIST,
    "agreed_on": sa.Date(),
    "promised_by": sa.Date(),
    "confirmed_on": sa.Date(),
    "followed_up_on": sa.Date(),
    "follow_up": sa.String(40),
    "withdrawal_said_on": sa.Date(),
    "withdrawal_channel": sa.String(40),
    "minutes": sa.Integer(),
}
IS_PROMISED = sa.text("promised_by IS NOT NULL AND followed_up_on IS NULL")
RATER = sa.Enum("citizen", "employee", name="rater", native_enum=False, create_constraint=True, length=40)


def upgrade():
    # Added one by one and never by copying the table: a register may hold a million rows, with indexes on some of them.
    for name, kind in COLUMNS.items():
        op.add_column("complaints", sa.Column(name, kind, nullable=True))
    op.create_index(
        op.f("ix_complaints_promised"), "complaints", ["team_id", "promised_by", "id"], sqlite_where=IS_PROMISED,
        postgresql_where=IS_PROMISED,
    )  # fmt: skip
    op.create_table(
        "complaint_polls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("citizen_answered", sa.Boolean(), nullable=False),
        sa.Column("employee_answered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_complaint_polls_team_id_teams"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaints.id"],
            name=op.f("fk_complaint_polls_complaint_id_complaints"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_polls")),
        sa.UniqueConstraint("complaint_id", name=op.f("uq_complaint_polls_complaint_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_complaint_polls_token_hash")),
    )
    op.create_index(op.f("ix_complaint_polls_team_id"), "complaint_polls", ["team_id"])
    op.create_table(
        "complaint_ratings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("rater", RATER, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_complaint_ratings_team_id_teams"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_ratings")),
    )
    op.create_index(op.f("ix_complaint_ratings_team_id_year"), "complaint_ratings", ["team_id", "year"])


def downgrade():
    op.drop_table("complaint_ratings")
    op.drop_table("complaint_polls")
    op.drop_index(op.f("ix_complaints_promised"), "complaints")
    for name in reversed(COLUMNS):
        op.drop_column("complaints", name)
