"""The pages of the register's statistics: what is counted in SQL, what of it may be shown, and what it says."""
