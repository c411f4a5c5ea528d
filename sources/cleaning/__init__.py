"""From rows as sent to rows as meant: values are read, each row is kept or rejected with its reason."""
