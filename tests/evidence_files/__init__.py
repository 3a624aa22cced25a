"""What evidence files say of themselves, read from files that these tests make."""
