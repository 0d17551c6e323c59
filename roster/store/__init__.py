"""Where everything is kept: typed tables, sessions, queries and migrations. Knows no rules of the plan."""
