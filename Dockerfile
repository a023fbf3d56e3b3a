# The program as an image, from the tarball that `npm run release -- --dry-run` makes:
#   docker build -t partnerctl .        or podman build
#   docker run --rm -v partnerctl:/work partnerctl bill export --cycle last-month --profile sandbox
# Slim and not distroless, for the scripts of docs/cron.md need a shell.
FROM node:24-slim AS build
WORKDIR /opt/partnerctl
COPY release/partnerctl-*.tgz ./partnerctl.tgz
RUN npm install --omit=dev --ignore-scripts --no-audit --no-fund ./partnerctl.tgz && rm partnerctl.tgz
# What Node compiles is kept for every user, and can be written by none of them.
RUN PARTNERCTL_DATA_DIR=$PWD/data node_modules/.bin/partnerctl customer list --limit 1 --profile sandbox \
  && rm -r data && chmod 444 node_modules/partnerctl/dist/*.cache

FROM node:24-slim
COPY --from=build /opt/partnerctl /opt/partnerctl
ENV PATH=/opt/partnerctl/node_modules/.bin:$PATH HOME=/work
WORKDIR /work
RUN chown 65532:65532 /work
USER 65532:65532
ENTRYPOINT ["partnerctl"]
