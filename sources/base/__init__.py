"""The columns of the household base, a file a matter. Sources: domain notes 1.6–1.8 and 2, and the survey form A1–A49."""
