"""ballots keep their choices, and a workshop the result it shows; both stood in the change log before

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LIST = sa.JSON(none_as_null=True)
ballots = sa.table("ballots", sa.column("id", sa.Integer), sa.column("choices", LIST))
changes = sa.table(
    "changes",
    sa.column("entity", sa.String),
    sa.column("entity_id", sa.Integer),
    sa.column("before", LIST),
    sa.column("after", LIST),
)


def first_lines():
    return changes.c.entity == "ballot", changes.c.before.is_(None), changes.c.after.is_not(None)


def opened():
    """Return every ballot with what the line says that opened it."""
    return op.get_bind().execute(sa.select(changes.c.entity_id, changes.c.after).where(*first_lines())).all()


def upgrade():
    with op.batch_alter_table("workshops") as batch_op:
        batch_op.add_column(sa.Column("ballot_shown", sa.Integer(), nullable=True))
    with op.batch_alter_table("ballots") as batch_op:
        batch_op.add_column(sa.Column("choices", LIST, nullable=True))
    op.execute(sa.update(ballots).values(choices=[]))
    for ballot, said in opened():
        op.execute(sa.update(ballots).where(ballots.c.id == ballot).values(choices=said.get("choices", [])))
    with op.batch_alter_table("ballots") as batch_op:
        batch_op.alter_column("choices", existing_type=LIST, nullable=False)


def downgrade():
    choices = dict(op.get_bind().execute(sa.select(ballots.c.id, ballots.c.choices)).all())
    for ballot, said in opened():
        line = sa.update(changes).where(*first_lines(), changes.c.entity_id == ballot)
        op.execute(line.values(after=said | {"choices": choices.get(ballot, [])}))
    with op.batch_alter_table("ballots") as batch_op:
        batch_op.drop_column("choices")
    with op.batch_alter_table("workshops") as batch_op:
        batch_op.drop_column("ballot_shown")
