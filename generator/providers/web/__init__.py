"""Ask other computers politely, and remember what they said. The only package that uses the network."""

from generator.base.cache import Cache
from generator.providers.web.client import Client, Told, Unavailable
from generator.providers.web.manners import SYSTEM_CLOCK, Clock, Manners

__all__ = ["SYSTEM_CLOCK", "Cache", "Client", "Clock", "Manners", "Told", "Unavailable"]
