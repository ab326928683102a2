"""The network: one client, and what each provider of dumps or facts is asked and answers."""
