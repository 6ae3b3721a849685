import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { UserError } from '../../core/words/user-error.ts';
import { takeJson, WRITING } from './body.ts';
import { requireLoopback, requireType, guard } from './guard.ts';
import { isHttps, requireOwnOrigin } from './own-origin.ts';
import { notHere } from './not-here.ts';
import { pageRoutes } from './page.ts';
import { paced } from './pace.ts';
import type { WebParts } from './parts.ts';
import { problemOf } from './problem.ts';
import { costRoutes } from './routes/costs.ts';
import { generateRoutes } from './routes/generate.ts';
import { healthRoutes } from './routes/health.ts';
import { historyRoutes } from './routes/history.ts';
import { imageRoutes, signedImage } from './routes/images.ts';
import { listRoutes } from './routes/lists.ts';
import { messageRoutes } from './routes/messages.ts';
import { newApp } from './routes/new-app.ts';
import { describePlainRoutes } from './routes/plain-docs.ts';
import { poolRoutes } from './routes/pool.ts';
import { pressRoutes } from './routes/press.ts';
import { sessionRoutes } from './routes/session.ts';
import { typingRoutes } from './routes/typing.ts';

/** How long browsers keep to HTTPS, for this name alone: half a year. */
const HTTPS_FOR = 'max-age=15552000';

const ROUTES = [
  generateRoutes,
  pressRoutes,
  listRoutes,
  historyRoutes,
  typingRoutes,
  poolRoutes,
  costRoutes,
  messageRoutes,
  imageRoutes,
];

/** Everything the hub answers over HTTP. */
export function webApp(parts: WebParts) {
  const app = newApp();
  app.onError((error, context) => problemOf(error, context, parts.log));
  app.notFound((context) => notHere(context, app.routes));
  app.use(
    secureHeaders({
      strictTransportSecurity: false,
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        imgSrc: ["'self'", 'blob:'],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    }),
  );
  app.use(async (context, next) => {
    await next();
    // A name that is also asked for over HTTP, such as localhost, must not be pinned to HTTPS.
    if (isHttps(context, parts)) context.header('strict-transport-security', HTTPS_FOR);
  });

  app.use('/api/*', paced());
  app.use('/api/*', awaitDisk(parts));
  // From here on a request must have come in an allowed way.
  app.use(async (context, next) => {
    if (parts.apiToken === null) requireLoopback(context);
    requireOwnOrigin(context, parts);
    requireType(context);
    await next();
  });
  app.route('/', healthRoutes({ ...parts, health: () => parts.studio.health() }));
  app.route('/', pageRoutes());
  app.use('/api/session', takeJson(parts));
  app.use('/api/session', awaitDatabase(parts));
  app.route('/', sessionRoutes(parts));
  app.get('/images/:file', async (context, next) => {
    const { expires, signature } = context.req.query();
    if (expires === undefined || signature === undefined) return next();
    return signedImage(parts, context.req.param('file'), { expires, signature });
  });

  app.use(guard(parts));
  // Prometheus is not a person: the guard lets it in, by the token where there is one. It gets an answer while the storage fails too.
  app.get('/metrics', async (context) => context.text(await parts.metrics()));
  app.use(async (_context, next) => {
    if (parts.stopping.aborted) throw new UserError('stopping');
    if (parts.ready() !== null && parts.studio.isOpen()) throw new UserError('not_ready');
    await next();
  });
  app.use(awaitDatabase(parts));
  // Everything after this is for people.
  app.use(async (context, next) => {
    parts.studio.door.enter(context.get('caller'));
    await next();
    // Answers are one person's: nobody between keeps them, unless their route says how long.
    if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store');
  });
  app.use(takeJson(parts));
  for (const routes of ROUTES) app.route('/', routes(parts));
  describePlainRoutes(app);
  app.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Diptych',
      version: '1',
      description: 'Pairs of images from one prompt. Errors are problem JSON with a stable code.',
    },
  });
  return app;
}

/** No answer tells what a power cut may undo. */
function awaitDisk({ studio }: Pick<WebParts, 'studio'>): MiddlewareHandler {
  return async (_context, next) => {
    await next();
    await studio.durable();
  };
}

/** A request that may store something waits while another program holds the database. */
function awaitDatabase({ studio }: Pick<WebParts, 'studio'>): MiddlewareHandler {
  return async (context, next) => {
    if (WRITING.has(context.req.method)) await studio.writable();
    await next();
  };
}
