"""One archive with everything that an installation without internet needs."""
