FROM node:24-bookworm-slim
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No dependency needs its install script; development tools stay out.
RUN npm ci --ignore-scripts --omit=dev
COPY bin bin
COPY src src
ENV HOST=0.0.0.0 DIPTYCH_HOME=/data NODE_ENV=production
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s \
  CMD node -e "fetch('http://127.0.0.1:3000/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"
# Node itself gets the signals, so that a stop is in order.
CMD ["node", "bin/diptych.js", "start"]
