"""Reports of a month, half a year or a year: informing and outreach apart, means with divisors."""
