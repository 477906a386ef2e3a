"""A bad line to PostgreSQL: a TCP proxy that can be unplugged, slow, deaf or cut at a message.

    with Proxy(cluster.socket) as line:
        station = start(line.through(url))
        line.drop_next_commit_reply()

When a method returns, what it says is in force. A stream that has lost bytes never goes on: its
connection stays silent until the client closes it, whatever the line does later.
"""

from tests.faultline.conditions import Mode
from tests.faultline.proxy import COMMANDS, HOST, Proxy
from tests.faultline.weather import Spell, Weather, forecast

__all__ = ["COMMANDS", "HOST", "Mode", "Proxy", "Spell", "Weather", "forecast"]
