"""Pull: the change feed, page by page, until nothing is left that is certain."""

from contextlib import AbstractContextManager

from hall_client.crash_points import passing
from hall_client.store.central import Central
from hall_client.store.replica import Replica

PAGE = 500


def pull(central: Central, replica: Replica, turn: AbstractContextManager[object]) -> bool:
    """Lay what others did into the copy, each page in a turn; False: the feed was cut meanwhile
    behind where this copy stands."""
    more = True
    while more:
        with turn:
            page = central.pull(replica.hall, replica.station, replica.cursor, PAGE)
            if page.cut:
                return False
            if page.changes or page.more:  # a few acts of its own are passed again the next time
                passing("page-not-laid")
                replica.lay_page(page)
                passing("page-laid")
        more = page.more
    return True
