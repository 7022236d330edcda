# Newsdesk, to be run behind a proxy; docs/deploy.md says how. Settings come from the environment.
FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install -r requirements.txt
WORKDIR /newsdesk
COPY manage.py gunicorn.conf.py ./
COPY newsdesk newsdesk
COPY articles articles
COPY templates templates
# The key signs nothing: it only lets the settings be read.
RUN DEBUG=0 ALLOWED_HOSTS=localhost DATABASE_URL=sqlite:////tmp/none.sqlite3 \
        SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
        /venv/bin/python manage.py collectstatic --noinput -v 0 \
    && /venv/bin/python -m compileall -q newsdesk articles

FROM python:3.13-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin newsdesk
COPY --from=build /venv /venv
COPY --from=build /newsdesk /newsdesk
WORKDIR /newsdesk
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1
# Nothing of it belongs to the user, and nothing in it is written: /tmp takes what is uploaded.
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD \
    ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["gunicorn", "newsdesk.wsgi", "--bind", "0.0.0.0:8000"]
