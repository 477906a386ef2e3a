"""Coming together again with a central that was put back from a backup."""

from hall_client.app.replication import Introduction, Welcome
from hall_client.store.central import Central
from hall_client.store.joining import Told
from hall_client.store.recopying import copy_anew
from hall_client.store.replica import Replica
from hall_client.store.rollforward import give_back, list_undone, lost_ids, reclaim
from hall_client.store.uploads import send_again
from hall_client.sync.push import Push

ENDLESS = 2**61
"""More changes than any feed has: a cursor behind it was set by a copy, not by a page."""


def went_back(replica: Replica, welcome: Welcome) -> bool:
    """Whether central has forgotten what this station knows of it."""
    read = replica.cursor.n
    return welcome.last_seq < replica.newest_told() or welcome.newest < read < ENDLESS


def rejoin(central: Central, who: Introduction, welcome: Welcome, push: Push, told: Told) -> None:
    """Give back to central what it has lost, tell it the rest again, and copy the hall anew.

    Cut short, it begins again: each step leaves alone what was done before.
    """
    replica = push.replica
    reclaim(central, replica, welcome.now)
    lost = lost_ids(central, replica)
    give_back(central, replica, lost)
    first = replica.first_kept()
    if first > welcome.last_seq + 1:
        central.pass_over(who, replica.hall, first - 1)
    replica.tell_again(welcome.last_seq + 1)
    push.drain(central)
    send_again(replica)
    list_undone(central, replica, lost)
    copy_anew(central, replica, told)
