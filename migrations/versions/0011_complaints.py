"""the register of complaints, and a role for those who keep it

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

LIST = sa.JSON(none_as_null=True)
REFERENCE = sa.String(60).with_variant(sa.String(60, collation="C"), "postgresql")
IS_DUE = sa.text("due_on IS NOT NULL")
NOW = sa.text("(CURRENT_TIMESTAMP)")
LISTED_BY = ("state", "area", "unit", "theme")


def enum(name, *values):
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


KIND = enum("complaintkind", "formality", "merits", "both")
STATE = enum("complaintstate", "received", "acknowledged", "reassessed", "appealed", "remitted", "closed")
HANDLING = enum("handling", "traditional", "conversation", "mediation", "other")
REASSESSMENT = enum("reassessment", "upheld", "partly_upheld", "maintained")
OUTCOME = enum("outcome", "confirmed", "amended", "annulled", "remitted", "dismissed", "lapsed")

# Tables that are there already, and the values that their column of codes may have before and after.
WIDENED = (
    ("memberships", "role", "memberrole", ("administrator", "facilitator", "reader"), "complaints_officer"),
    ("exports", "what", "outgoing", ("journey", "archive", "poster"), "complaints"),
)


def upgrade():
    for table, column, name, values, new in WIDENED:
        take_only(table, column, name, (*values, new))
    make_complaints()
    make_causes()
    make_changes()
    make_terms()
    make_goals()


def take_only(table, column, name, values):
    """Let a column take these values and no others."""
    listed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_{table}_{name}"), f"{column} IN ({listed})")


def belongs_to(table, column, other, goes=True):
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete="CASCADE" if goes else "SET NULL"
    )


def make_complaints():
    op.create_table(
        "complaints",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reference", REFERENCE),
        sa.Column("area", sa.String(64), nullable=False),
        sa.Column("unit", sa.String(80)),
        sa.Column("other_units", LIST, nullable=False),
        sa.Column("law", sa.String(80)),
        sa.Column("paragraph", sa.String(40)),
        sa.Column("theme", sa.String(40)),
        sa.Column("channel", sa.String(40)),
        sa.Column("complainant", sa.String(40)),
        sa.Column("power_of_attorney", sa.Boolean()),
        sa.Column("handling", HANDLING),
        sa.Column("offered", sa.Boolean()),
        sa.Column("satisfaction", sa.Integer()),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("decided_on", sa.Date()),
        sa.Column("acknowledged_on", sa.Date()),
        sa.Column("offered_on", sa.Date()),
        sa.Column("contacted_on", sa.Date()),
        sa.Column("reassessed_on", sa.Date()),
        sa.Column("reassessment", REASSESSMENT),
        sa.Column("forwarded_on", sa.Date()),
        sa.Column("appeals_body", sa.String(80)),
        sa.Column("appeal_decided_on", sa.Date()),
        sa.Column("outcome", OUTCOME),
        sa.Column("withdrawn_on", sa.Date()),
        sa.Column("municipal_closed_on", sa.Date()),
        sa.Column("closed_on", sa.Date()),
        sa.Column("state", STATE, nullable=False),
        sa.Column("acknowledge_by", sa.Date()),
        sa.Column("contact_by", sa.Date()),
        sa.Column("reassess_by", sa.Date()),
        sa.Column("close_by", sa.Date()),
        sa.Column("due_on", sa.Date()),
        sa.Column("due_what", sa.String(40)),
        sa.Column("learning", sa.Text()),
        sa.Column("action", sa.Text()),
        sa.Column("journey_id", sa.Integer()),
        belongs_to("complaints", "team_id", "teams"),
        belongs_to("complaints", "journey_id", "journeys", goes=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaints")),
        sa.UniqueConstraint("team_id", "number", name=op.f("uq_complaints_team_id_number")),
    )
    op.create_index(op.f("ix_complaints_team_id_received_on_id"), "complaints", ["team_id", "received_on", "id"])
    for column in LISTED_BY:
        name = f"ix_complaints_team_id_{column}_received_on_id"
        op.create_index(op.f(name), "complaints", ["team_id", column, "received_on", "id"])
    op.create_index(op.f("ix_complaints_team_id_reference"), "complaints", ["team_id", "reference"])
    op.create_index(op.f("ix_complaints_journey_id"), "complaints", ["journey_id"])
    op.create_index(
        op.f("ix_complaints_due"), "complaints", ["team_id", "due_on", "id"], sqlite_where=IS_DUE,
        postgresql_where=IS_DUE,
    )  # fmt: skip


def make_causes():
    op.create_table(
        "complaint_causes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        belongs_to("complaint_causes", "complaint_id", "complaints"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_causes")),
        sa.UniqueConstraint("complaint_id", "code", name=op.f("uq_complaint_causes_complaint_id_code")),
    )
    op.create_index(op.f("ix_complaint_causes_code"), "complaint_causes", ["code"])


def make_changes():
    op.create_table(
        "complaint_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.Column("user_id", sa.Integer()),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("before", LIST, nullable=False),
        sa.Column("after", LIST, nullable=False),
        sa.Column("undoes", sa.Integer()),
        belongs_to("complaint_changes", "complaint_id", "complaints"),
        belongs_to("complaint_changes", "user_id", "users", goes=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_changes")),
    )
    op.create_index(op.f("ix_complaint_changes_complaint_id_id"), "complaint_changes", ["complaint_id", "id"])


def make_terms():
    op.create_table(
        "complaint_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(64)),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("days", sa.Integer()),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("basis", sa.String(200), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("user_id", sa.Integer()),
        sa.Column("at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        belongs_to("complaint_terms", "team_id", "teams"),
        belongs_to("complaint_terms", "user_id", "users", goes=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_terms")),
    )
    op.create_index(op.f("ix_complaint_terms_team_id_id"), "complaint_terms", ["team_id", "id"])


def make_goals():
    op.create_table(
        "complaint_goals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(64)),
        sa.Column("measure", sa.String(40), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("user_id", sa.Integer()),
        sa.Column("at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        belongs_to("complaint_goals", "team_id", "teams"),
        belongs_to("complaint_goals", "user_id", "users", goes=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_goals")),
    )
    op.create_index(op.f("ix_complaint_goals_team_id_first_day"), "complaint_goals", ["team_id", "first_day"])


def downgrade():
    for table in ("complaint_goals", "complaint_terms", "complaint_changes", "complaint_causes", "complaints"):
        op.drop_table(table)
    # An older version knows neither: who kept the register may read, and what was taken of it is told no more.
    op.execute("UPDATE memberships SET role = 'reader' WHERE role = 'complaints_officer'")
    op.execute("DELETE FROM exports WHERE what = 'complaints'")
    for table, column, name, values, _new in WIDENED:
        take_only(table, column, name, values)
