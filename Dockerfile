# The archive as an image: gunicorn, never root, nothing in it that only building needs.

FROM python:3.11-slim-bookworm AS environment
COPY requirements/base.txt /tmp/base.txt
RUN python -m venv /opt/venv \
    && /opt/venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check \
        --require-hashes --only-binary :all: -r /tmp/base.txt

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    BIND=0.0.0.0:8000 \
    DATA_DIR=/data \
    STATIC_ROOT=/srv/static
RUN useradd --system --uid 10001 --no-create-home archive \
    && install --directory --owner archive --mode 0700 /data
COPY --from=environment /opt/venv /opt/venv
WORKDIR /srv/archive
COPY . .
# Collected here, so that a new image never serves the files of an old one. The key is for this step alone.
RUN SECRET_KEY=only-for-building DATA_DIR=/tmp/build python manage.py collectstatic --noinput --verbosity 0 \
    && rm -r /tmp/build
USER archive
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["python", "-m", "archive.health"]
ENTRYPOINT ["docker/entrypoint.sh"]
CMD ["python", "-m", "gunicorn", "--config", "gunicorn.conf.py", "archive.wsgi"]
