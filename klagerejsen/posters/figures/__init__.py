"""The report of the register's figures on A4: sentences, a curve, tables, and what they mean."""
