from hypothesis import settings

# A shared machine stalls now and then; slowness has its own test, test_hostile_texts.py.
settings.register_profile("newsdesk", deadline=None)
settings.load_profile("newsdesk")
