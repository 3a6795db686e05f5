return 1; // never runs
