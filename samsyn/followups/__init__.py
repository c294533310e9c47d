"""What was done because of a year's reports: public statements, and promised measures in numbers."""
