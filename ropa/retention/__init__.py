"""Time limits for erasure: what their words mean, and their arithmetic by calendar."""
