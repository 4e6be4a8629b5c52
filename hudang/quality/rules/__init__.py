"""Rules of quality: what is asked, how much it weighs, what the score is."""
