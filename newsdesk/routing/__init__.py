"""Reading from standbys and writing to the primary; unused where there are no standbys.

watch.py knows which servers answer, and how far behind they are; router.py tells the ORM where a
request reads; middleware.py chooses that, and tries again elsewhere. docs/cluster.md has the rules.
"""
