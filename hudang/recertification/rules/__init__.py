"""Rules of recertification: who is to be seen, when, how; periods, due dates and the ladder of what is late."""
