"""lines of the change log that were written together know it, so that one undo takes them back

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("changes") as batch_op:
        batch_op.add_column(sa.Column("batch", sa.Integer(), nullable=True))


def downgrade():
    with op.batch_alter_table("changes") as batch_op:
        batch_op.drop_column("batch")
