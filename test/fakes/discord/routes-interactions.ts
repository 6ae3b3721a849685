import type { Interactions } from './interactions.ts';
import { type Call, nothing, ok, type Route } from './route.ts';

const WEBHOOK = '/webhooks/:application/:token';
const MESSAGE = `${WEBHOOK}/messages/:id`;

/** Answers to interactions. */
export function interactionRoutes(interactions: Interactions): readonly Route[] {
  const names = (call: Call) => ({
    application: call.param('application'),
    token: call.param('token'),
    id: call.param('id'),
  });
  return [
    {
      method: 'POST',
      pattern: '/interactions/:id/:token/callback',
      open: true,
      run: ({ param, body, uploads, query }) => {
        const response = interactions.callback(param('id'), param('token'), body, uploads);
        return query.get('with_response') === 'true' ? ok(response) : nothing;
      },
    },
    {
      method: 'POST',
      pattern: WEBHOOK,
      open: true,
      run: ({ param, body, uploads }) =>
        ok(interactions.followUp(param('application'), param('token'), body, uploads)),
    },
    {
      method: 'GET',
      pattern: MESSAGE,
      open: true,
      run: ({ param }) => ok(interactions.get(param('application'), param('token'), param('id'))),
    },
    {
      method: 'PATCH',
      pattern: MESSAGE,
      open: true,
      run: (call) => ok(interactions.edit(names(call), call.body, call.uploads)),
    },
    {
      method: 'DELETE',
      pattern: MESSAGE,
      open: true,
      run: ({ param }) => {
        interactions.remove(param('application'), param('token'), param('id'));
        return nothing;
      },
    },
  ];
}
