"""the database itself sees to it that a case has one open workshop, and a workshop one open ballot

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ONE_OPEN = (("workshops", "journey_id"), ("ballots", "workshop_id"))


def upgrade():
    for table, column in ONE_OPEN:
        close_all_but_the_newest(table, column)
    for table, column in ONE_OPEN:
        is_open = sa.text("closed_at IS NULL")
        op.create_index(
            f"uq_{table}_open", table, [column], unique=True, sqlite_where=is_open, postgresql_where=is_open
        )


def close_all_but_the_newest(table, column):
    rows = sa.table(table, sa.column("id"), sa.column(column), sa.column("closed_at"))
    is_open = rows.c.closed_at.is_(None)
    newest = sa.select(sa.func.max(rows.c.id)).where(is_open).group_by(rows.c[column])
    op.execute(rows.update().where(is_open, rows.c.id.not_in(newest)).values(closed_at=sa.func.current_timestamp()))


def downgrade():
    for table, _column in ONE_OPEN:
        op.drop_index(f"uq_{table}_open", table_name=table)
