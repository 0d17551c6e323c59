"""What happens around scoring: catalogues opened, checked and imported, answers computed."""
