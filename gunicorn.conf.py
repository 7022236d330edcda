"""What `gunicorn newsdesk.wsgi` takes when it is started in this folder; flags override it."""

# The settings are then read before any worker starts, and a bad one ends gunicorn itself.
preload_app = True
workers = 2
threads = 8
accesslog = "-"
control_socket_disable = True
