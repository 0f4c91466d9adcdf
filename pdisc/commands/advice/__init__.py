"""What she may ask about in her own words, and what is answered."""
