/** The hub's front page: what runs here, and how to try it from a terminal. */
export function frontPage(address: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Diptych</title>
<link rel="stylesheet" href="/page.css">
</head>
<body>
<main>
<h1>Diptych</h1>
<p>This hub is running. One prompt makes two images, each there the moment it is ready.</p>
<h2>Try it from a terminal</h2>
<pre><code>npx diptych generate "a woman walking in Seoul" --out pics</code></pre>
<pre><code>curl ${address}/api/generate --json '{"prompt": "a woman walking in Seoul"}'
curl "${address}/api/generation-status?batch_id=…"</code></pre>
<p><a href="/api/openapi.json">The HTTP API</a> · <a href="/api/messages">The chat’s messages as JSON</a></p>
</main>
</body>
</html>
`;
}

export const PAGE_CSS = `:root { color-scheme: light dark; font: 1.05rem/1.6 system-ui, sans-serif; }
main { max-width: 44rem; margin: 3rem auto; padding: 0 1.2rem; }
pre { padding: 0.9rem 1.1rem; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: 0.5rem; overflow-x: auto; }
`;
