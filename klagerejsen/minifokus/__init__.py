"""MiniFOKUS on its own pages, agreed actions, and the question whether they helped."""
