"""The agencies' lists are waited for: blank lists, who has sent, reminders and their log."""
