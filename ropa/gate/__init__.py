"""What a run asks, and what counts: profiles, selection, accepted findings, configuration."""
