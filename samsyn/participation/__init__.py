"""How does each unit take part: what it sends, receives and answers, and that it had nothing to report?"""
