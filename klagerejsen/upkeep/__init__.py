"""Keeping an installation: backups that were looked at, the way back from one, and a check of everything."""
