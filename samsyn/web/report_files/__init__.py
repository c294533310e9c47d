"""The files of an edition while a worker makes them: how far it has come, and asking for them anew."""
