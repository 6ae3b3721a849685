import type { Context } from 'hono';
import { UserError } from '../../core/words/user-error.ts';
import { problem } from './problem.ts';
import { repeated } from './repeated.ts';

interface Route {
  readonly method: string;
  readonly path: string;
}

/** The answer where no route was: 405 with what the path takes, or 404. */
export function notHere(context: Context, routes: readonly Route[]): Response {
  const { path, method } = context.req;
  const allowed = methodsOf(path, routes);
  if (allowed.length === 0 || allowed.includes(method)) {
    return problem(context, new UserError('route_unknown', repeated(path)));
  }
  const names = allowed.join(', ');
  const answer = problem(context, new UserError('method_refused', repeated(path), method, names));
  answer.headers.set('allow', names);
  return answer;
}

/** The methods that a path takes. HEAD is answered wherever GET is. */
function methodsOf(path: string, routes: readonly Route[]): readonly string[] {
  const its = routes.filter((one) => one.method !== 'ALL' && matches(path, one.path));
  const methods = new Set(its.map(({ method }) => method));
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].toSorted();
}

/** Whether a path fits `/images/:file`, or `/references/:key{.+}`. */
function matches(path: string, pattern: string): boolean {
  const [given, wanted] = [path.split('/'), pattern.split('/')];
  const takesRest = wanted.at(-1)?.endsWith('{.+}') === true;
  if (takesRest ? given.length < wanted.length : given.length !== wanted.length) return false;
  return wanted.every((part, at) => (part.startsWith(':') ? given[at] !== '' : part === given[at]));
}
