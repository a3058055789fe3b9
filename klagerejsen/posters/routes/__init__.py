"""The pages where sheets are chosen, proved and handed out."""
