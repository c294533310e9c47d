"""Reports: written by people, counted by the system, frozen in editions."""
