"""Learning notes and agreed actions: MiniFOKUS beside the cases, and whether what was done about it helped."""
