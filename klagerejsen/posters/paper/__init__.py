"""What stands on paper: shapes and texts in millimetres, letters measured, columns and leaves filled."""
