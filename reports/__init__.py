"""Tell: from committed runs to files that people open."""
