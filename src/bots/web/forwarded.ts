import { IncomingMessage } from 'node:http';
import type { Context } from 'hono';

/** Names of headers that proxies add. No browser and no program of our own sends any of them. */
const NAMES = new Set([
  // The standard's own (RFC 7239, RFC 9110, RFC 8586).
  'forwarded',
  'via',
  'cdn-loop',
  // Who asked, as servers, load balancers and content networks call it.
  'forwarded-for',
  'forwarded-for-ip',
  'client-ip',
  'x-client-ip',
  'x-real-ip',
  'x-real-port',
  'x-remote-ip',
  'x-remote-addr',
  'x-originating-ip',
  'x-cluster-client-ip',
  'x-proxyuser-ip',
  'proxy-client-ip',
  'wl-proxy-client-ip',
  'true-client-ip',
  'x-true-client-ip',
  'x-sucuri-clientip',
  // What was asked for before: scheme, host and path.
  'x-scheme',
  'x-url-scheme',
  'x-host',
  'x-rewrite-url',
  'x-replaced-path',
  'front-end-https',
  // When and by which request it came in.
  'x-request-start',
  'x-varnish',
  'x-cloud-trace-context',
]);

/** How families of such headers begin. */
const FAMILIES = [
  // Apache, nginx, Caddy, Traefik, HAProxy, ngrok and most others: x-forwarded, x-forwarded-for, …
  'x-forwarded',
  'x-http-forwarded',
  // IIS, Kubernetes' ingress, oauth2-proxy.
  'x-original-',
  'x-auth-request-',
  'x-arr-',
  // Envoy and Istio; Amazon's load balancers and CloudFront; Google's and Azure's front doors.
  'x-envoy-',
  'x-amzn-',
  'x-amz-cf-',
  'cloudfront-',
  'x-appengine-',
  'x-goog-',
  'x-azure-',
  'x-fd-',
  // Cloudflare, Fastly, Akamai, Fly.io, Netlify, Vercel, Heroku.
  'cf-',
  'fastly-',
  'x-akamai-',
  'fly-',
  'x-nf-',
  'x-vercel-',
  'x-heroku-',
  // Tunnels from a machine to others.
  'tailscale-',
  'ngrok-',
];

/**
 * Whether a proxy passed the request on. nginx, as it is installed, adds no header; what gives it away is that it asks
 * in HTTP/1.0, which nothing else of today does.
 */
export function isForwarded(context: Context): boolean {
  if (incomingOf(context)?.httpVersion === '1.0') return true;
  return [...context.req.raw.headers.keys()].some(
    (name) => NAMES.has(name) || FAMILIES.some((family) => name.startsWith(family)),
  );
}

/** The request as Node received it; undefined in tests that use no network. */
export function incomingOf(context: Context): IncomingMessage | undefined {
  const { incoming }: { readonly incoming?: unknown } = context.env ?? {};
  return incoming instanceof IncomingMessage ? incoming : undefined;
}
