"""statistics of the register leave as files, and know when somebody wrote to a team's complaints

Revision ID: 0014
Revises: 0013
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

INDEX = "ix_complaints_team_id_updated_at_received_on"
LEAVES = ("journey", "archive", "poster", "complaints", "learning", "statistics")


def upgrade():
    op.create_index(op.f(INDEX), "complaints", ["team_id", "updated_at", "received_on"])
    _let_leave(LEAVES)


def downgrade():
    op.execute("DELETE FROM exports WHERE what = 'statistics'")
    _let_leave(LEAVES[:-1])
    op.drop_index(op.f(INDEX), table_name="complaints")


def _let_leave(kinds):
    """Say anew what may stand in the log of files."""
    with op.batch_alter_table("exports") as batch_op:
        batch_op.drop_constraint(op.f("ck_exports_outgoing"), type_="check")
        batch_op.create_check_constraint(op.f("ck_exports_outgoing"), f"what IN ({', '.join(map(repr, kinds))})")
