"""voorzorg: re-run the VoorZorg randomised trial and its follow-up studies."""
