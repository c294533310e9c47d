"""What leaves Samsyn for other systems by itself: webhooks to a principal's system, and a calendar feed."""
