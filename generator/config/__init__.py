"""What a curator writes by hand: read, checked and frozen."""
