"""Pull: the change feed, page by page, until nothing is left that is certain."""

from hall_client.crash_points import passing
from hall_client.store.central import Central
from hall_client.store.replica import Replica

PAGE = 500


def pull(central: Central, replica: Replica) -> int:
    """Lay what others did into the copy; how many changes came."""
    came, cursor = 0, replica.cursor
    while True:
        page = central.pull(replica.hall, cursor, PAGE)
        if not page.changes:
            return came
        passing("page-not-laid")
        replica.lay_page(page)
        passing("page-laid")
        came, cursor = came + len(page.changes), page.cursor
        if not page.more:
            return came
