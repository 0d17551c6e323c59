"""Which lines stand on a page of a long list."""


def before(page: int, per_page: int) -> int:
    """How many lines stand on the pages before `page`; pages count from 1, a lower number is the first."""
    return (max(page, 1) - 1) * per_page
