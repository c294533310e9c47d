"""What free text must pass: the words that are no names, and the last word before anything is stored."""
