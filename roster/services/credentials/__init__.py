"""By what a person proves who he or she is: rules for passwords, and the second step at signing in."""
