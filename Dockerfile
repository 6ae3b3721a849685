FROM node:24.21.0-bookworm-slim AS base
WORKDIR /app

FROM base AS modules
COPY package.json package-lock.json .npmrc ./
# No dependency needs its install script; development tools stay out. The image has its own Node, so that npm's goes.
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund && rm -rf node_modules/node-linux-* node_modules/.bin/node

FROM base
# A hub listens at PORT, a worker at METRICS_PORT.
ENV NODE_ENV=production HOST=0.0.0.0 DIPTYCH_HOME=/data METRICS_PORT=9464
RUN install -d -o node -g node /data
COPY --from=modules /app/node_modules node_modules
COPY package.json LICENSE NOTICE ./
COPY bin bin
COPY src src
# The user node, by its number: Kubernetes cannot tell from a name that it is not root.
USER 1000:1000
VOLUME /data
EXPOSE 3000
# Whether the hub, or the worker, answers at all. /readyz says more, but nobody should restart one because Redis or the disk is away.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "const { PORT, METRICS_PORT } = process.env; const ask = async (port) => { const { ok } = await fetch(`http://127.0.0.1:${port}/healthz`); if (!ok) throw new Error(port); }; Promise.any([PORT || 3000, METRICS_PORT].filter(Boolean).map(ask)).then(() => process.exit(0), () => process.exit(1))"]
# Node itself gets the signals, so that a stop is in order.
CMD ["node", "bin/diptych.js", "start"]
