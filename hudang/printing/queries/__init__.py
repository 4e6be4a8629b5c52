"""What printing reads: papers of places, designs, records, and what labels have changed."""
