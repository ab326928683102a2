"""What the deployed site holds, so that a build can tell whether papers would vanish."""

from generator.providers.web import Client, Manners

_MANNERS = Manners(provider="the deployed site", timeout=60.0, largest=500_000_000)


def fetch_published(client: Client, address: str) -> bytes:
    """Return the deployed `papers.jsonl`; nothing when there is no site yet.

    Args:
        client: Asks; it must remember nothing, since a site changes.
        address: Of the file.

    Raises:
        Unavailable: The site did not answer, so nobody knows what it holds.
    """
    told = client.ask(address, bytes, _MANNERS)
    return told.value if told else b""
