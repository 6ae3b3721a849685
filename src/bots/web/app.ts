import { MEGABYTE } from '../../core/base/units.ts';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { UserError } from '../../core/words/user-error.ts';
import { requireJson, requireLoopback, requireOwnOrigin, guard } from './guard.ts';
import { pageRoutes } from './page.ts';
import type { WebParts } from './parts.ts';
import { problem, problemOf } from './problem.ts';
import { costRoutes } from './routes/costs.ts';
import { generateRoutes } from './routes/generate.ts';
import { healthRoutes } from './routes/health.ts';
import { imageRoutes, signedImage } from './routes/images.ts';
import { listRoutes } from './routes/lists.ts';
import { messageRoutes } from './routes/messages.ts';
import { newApp } from './routes/new-app.ts';
import { describePlainRoutes } from './routes/plain-docs.ts';
import { poolRoutes } from './routes/pool.ts';
import { pressRoutes } from './routes/press.ts';
import { sessionRoutes } from './routes/session.ts';
import { typingRoutes } from './routes/typing.ts';

/** Bytes of a request's body, but for an upload. */
const BODY_BYTES = MEGABYTE / 4;
const UPLOAD_PATH = '/api/references';

const ROUTES = [
  generateRoutes,
  pressRoutes,
  listRoutes,
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
  app.notFound((context) => problem(context, new UserError('route_unknown', context.req.path)));
  app.use(
    secureHeaders({
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
  app.route('/', healthRoutes(parts));

  // From here on a request must have come in an allowed way.
  app.use(async (context, next) => {
    if (parts.apiToken === null) requireLoopback(context);
    requireOwnOrigin(context);
    requireJson(context);
    await next();
  });
  app.use(limitBody());
  app.route('/', pageRoutes());
  app.route('/', sessionRoutes(parts));
  app.get('/images/:file', async (context, next) => {
    const { expires, signature } = context.req.query();
    if (expires === undefined || signature === undefined) return next();
    return signedImage(parts, context.req.param('file'), { expires, signature });
  });

  app.use(guard(parts));
  app.use(async (_context, next) => {
    if (parts.ready() !== null) throw new UserError('not_ready');
    await next();
  });
  app.get('/metrics', async (context) => context.text(await parts.metrics()));
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

/** Every body but an upload's is small. */
function limitBody(): MiddlewareHandler {
  const small = bodyLimit({
    maxSize: BODY_BYTES,
    onError: () => {
      throw new UserError('body_too_large', BODY_BYTES / MEGABYTE);
    },
  });
  return (context, next) => (context.req.path === UPLOAD_PATH ? next() : small(context, next));
}
