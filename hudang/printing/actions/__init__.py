"""Every write of printing: the papers themselves, designs of labels, printers."""
