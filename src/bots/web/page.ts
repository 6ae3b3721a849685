import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';

const SOURCE = join(import.meta.dirname, '..', '..');
/** The page's own modules and the shared ones of the core: no other source is served. */
const PAGE = 'bots/web/page';
const SHARED = [
  'core/base/nearest.ts',
  'core/base/units.ts',
  'core/base/written.ts',
  'core/chat/command.ts',
  'core/chat/typed-options.ts',
  'core/chat/typed-value.ts',
  'core/domain/image-type.ts',
  'core/domain/picture-limits.ts',
  'core/domain/prompt-limit.ts',
  'core/plan/nearest-command.ts',
  'core/words/page-composer.en.ts',
  'core/words/page-composer.ko.ts',
  'core/words/page-compare.en.ts',
  'core/words/page-compare.ko.ts',
  'core/words/page-history.en.ts',
  'core/words/page-history.ko.ts',
  'core/words/page.en.ts',
  'core/words/page.ko.ts',
  'core/words/page-pair.en.ts',
  'core/words/page-pair.ko.ts',
];
const LIBRARIES = join(SOURCE, '..', 'node_modules');
/** Packages that the page uses, by the addresses of their files. */
const LIBRARY_FILES = [
  'lit-html/lit-html.js',
  'lit-html/directive.js',
  'lit-html/directive-helpers.js',
  'lit-html/directives/guard.js',
  'lit-html/directives/repeat.js',
  'leven/index.js',
];

/** `modules`: addresses that the browser begins to load before one module has named the next. */
const indexOf = (modules: readonly string[]) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Diptych</title>
<link rel="stylesheet" href="/app/page.css">
${modules.map((path) => `<link rel="modulepreload" href="/app/${path}">`).join('\n')}
<script type="module" src="/app/${PAGE}/main.ts"></script>
</head>
<body><noscript>Diptych’s web chat needs JavaScript. The HTTP API is described at /api/openapi.json.</noscript></body>
</html>
`;

/** The web chat's page: its modules without their types, read once. Nothing is bundled or built. */
export function pageRoutes() {
  const modules = readModules();
  const css = readStyles();
  // The worker's own module is loaded by the worker.
  const index = indexOf([...modules.keys()].filter((path) => !path.endsWith('stream-worker.ts')));
  return (
    new Hono()
      .use('/app/*', compress(), etag())
      .get('/', (context) => context.html(index))
      // Browsers ask for one: there is none, and that is no error.
      .get('/favicon.ico', (context) => context.body(null, 204))
      .get('/app/page.css', (context) =>
        context.body(css, 200, {
          'content-type': 'text/css; charset=utf-8',
          'cache-control': 'no-cache',
        }),
      )
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
  const own = pageFiles('.ts').map((file) => `${PAGE}/${file}`);
  const ours = [...own, ...SHARED].map((path): [string, string] => {
    // Comments are for those who read the source: a fifth of what browsers would load.
    const source = readFileSync(join(SOURCE, path), 'utf8');
    const code = stripTypeScriptTypes(source, { mode: 'transform' });
    return [path, code.replaceAll(/from '(lit-html|leven)(\/[^']*)?'/g, libraryPath)];
  });
  const library = LIBRARY_FILES.map((file): [string, string] => [
    file,
    readFileSync(join(LIBRARIES, file), 'utf8'),
  ]);
  return new Map([...ours, ...library]);
}

/** The page's styles as one file: the names of the files give their order. */
function readStyles(): string {
  const files = pageFiles('.css').toSorted();
  return files.map((file) => readFileSync(join(SOURCE, PAGE, file), 'utf8')).join('\n');
}

/** Paths of the page's files with this ending, in any of its folders. */
function pageFiles(ending: string): readonly string[] {
  return readdirSync(join(SOURCE, PAGE), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => file.replaceAll('\\', '/'));
}

/** Browsers know no package names. */
function libraryPath(_whole: string, name: string, file?: string): string {
  const main = name === 'leven' ? '/index.js' : `/${name}.js`;
  return `from '/app/${name}${file ?? main}'`;
}
