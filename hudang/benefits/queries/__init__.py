"""What is read of awards, payment lists and recoveries."""
