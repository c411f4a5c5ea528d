"""How long things take, measured in public: `make bench`."""
