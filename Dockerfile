# One image for every part: `setup`, `api`, `worker`. The base has glibc, which Temporal's native core needs.

FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY .npmrc package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts/build.mjs scripts/
COPY src src/
# The emulators and the development stack stay behind: nothing that runs here may load them.
RUN node scripts/build.mjs \
  && rm -rf dist/sandbox dist/stack dist/.build.json dist/.tsbuildinfo

FROM node:20-bookworm-slim AS dependencies
WORKDIR /app
COPY .npmrc package.json package-lock.json ./
# What is optional serves development only: the Postgres of `courier up` and the compiler that bundles workflows, which
# the build stage has done. The core brings a library for every platform; those of Linux are enough.
RUN npm ci --omit=dev --omit=optional --ignore-scripts \
  && rm -rf node_modules/@temporalio/core-bridge/releases/*-apple-* \
    node_modules/@temporalio/core-bridge/releases/*-windows-*

FROM node:20-bookworm-slim
# For a Temporal server that is reached by TLS: the core reads the system's certificates, the slim image has none.
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/* \
  && mkdir -p /data/spool /data/media \
  && chown -R node:node /data
WORKDIR /app
ENV NODE_ENV=production \
  COURIER_DATA_DIR=/data \
  COURIER_HOST=0.0.0.0 \
  COURIER_WORKER_HOST=0.0.0.0
COPY --from=dependencies /app/node_modules node_modules/
COPY package.json ./
COPY --from=build /app/dist dist/
# The account `node`, by number: whoever runs the image can see that it is not root.
USER 1000:1000
EXPOSE 8080 8081
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "dist/cli.js"]
CMD ["api"]
