import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { Hono } from 'hono';

const SOURCE = join(import.meta.dirname, '..', '..');
/** The page's own modules and the shared ones of the core: no other source is served. */
const PAGE = 'bots/web/page';
const SHARED = [
  'core/base/units.ts',
  'core/base/written.ts',
  'core/chat/command.ts',
  'core/chat/typed-options.ts',
  'core/chat/typed-value.ts',
  'core/domain/image-type.ts',
  'core/domain/picture-limits.ts',
  'core/words/page.en.ts',
  'core/words/page.ko.ts',
];
const LIBRARY = join(SOURCE, '..', 'node_modules', 'lit-html');
const LIBRARY_FILES = [
  'lit-html.js',
  'directive.js',
  'directive-helpers.js',
  'directives/repeat.js',
];

const INDEX = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Diptych</title>
<link rel="stylesheet" href="/app/page.css">
<script type="module" src="/app/${PAGE}/main.ts"></script>
</head>
<body><noscript>Diptych’s web chat needs JavaScript. The HTTP API is described at /api/openapi.json.</noscript></body>
</html>
`;

/** The web chat's page: its modules without their types, read once. Nothing is bundled or built. */
export function pageRoutes() {
  const modules = readModules();
  const css = readFileSync(join(SOURCE, PAGE, 'page.css'), 'utf8');
  return (
    new Hono()
      .get('/', (context) => context.html(INDEX))
      // Browsers ask for one: there is none, and that is no error.
      .get('/favicon.ico', (context) => context.body(null, 204))
      .get('/app/page.css', (context) => context.body(css, 200, { 'content-type': 'text/css' }))
      .get('/app/:path{.+}', (context, next) => {
        const code = modules.get(context.req.param('path'));
        if (code === undefined) return next();
        return context.body(code, 200, {
          'content-type': 'text/javascript; charset=utf-8',
          'cache-control': 'no-cache',
        });
      })
  );
}

function readModules(): ReadonlyMap<string, string> {
  const own = readdirSync(join(SOURCE, PAGE))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${PAGE}/${file}`);
  const ours = [...own, ...SHARED].map((path): [string, string] => {
    const code = stripTypeScriptTypes(readFileSync(join(SOURCE, path), 'utf8'));
    return [path, code.replaceAll(/from 'lit-html(\/[^']*)?'/g, libraryPath)];
  });
  const library = LIBRARY_FILES.map((file): [string, string] => [
    `lit-html/${file}`,
    readFileSync(join(LIBRARY, file), 'utf8'),
  ]);
  return new Map([...ours, ...library]);
}

/** Browsers know no package names. */
function libraryPath(_whole: string, path = '/lit-html.js'): string {
  return `from '/app/lit-html${path}'`;
}
