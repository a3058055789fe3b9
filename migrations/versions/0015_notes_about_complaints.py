"""learning notes know the complaint that they are about

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# What a note was opened from is text that an older version keeps; so the way up finds again what the way down let go.
REMEMBERED = """
    UPDATE reflections SET complaint_id = (
        SELECT complaints.id FROM complaints
        WHERE complaints.team_id = reflections.team_id AND 'complaint:' || complaints.number = reflections.about
    ) WHERE about LIKE 'complaint:%'
"""


def upgrade():
    with op.batch_alter_table("reflections") as batch_op:
        batch_op.add_column(sa.Column("complaint_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_reflections_complaint_id_complaints"), "complaints", ["complaint_id"], ["id"], ondelete="SET NULL"
        )
    op.create_index(op.f("ix_reflections_complaint_id"), "reflections", ["complaint_id"])
    op.execute(REMEMBERED)


def downgrade():
    op.drop_index(op.f("ix_reflections_complaint_id"), "reflections")
    with op.batch_alter_table("reflections") as batch_op:
        batch_op.drop_constraint(op.f("fk_reflections_complaint_id_complaints"), type_="foreignkey")
        batch_op.drop_column("complaint_id")
