import { z } from 'zod';
import { json, type Method, method } from './method.ts';
import type { Triggers } from './triggers.ts';
import type { ViewStore } from './view-store.ts';

const view = json(z.unknown());

/** Forms and the Home tab. */
export function viewMethods(views: ViewStore, triggers: Triggers): readonly Method[] {
  const opening = z.strictObject({ trigger_id: z.string(), view });
  return [
    method('views.open', null, opening, (args) => ({
      view: views.add(triggers.use(args.trigger_id), args.view, false),
    })),
    method('views.push', null, opening, (args) => ({
      view: views.add(triggers.use(args.trigger_id), args.view, true),
    })),
    method(
      'views.update',
      null,
      z.strictObject({ view_id: z.string(), hash: z.string().optional(), view }),
      (args) => ({ view: views.update(args.view_id, args.hash, args.view) }),
    ),
    method(
      'views.publish',
      null,
      z.strictObject({ user_id: z.string(), hash: z.string().optional(), view }),
      (args) => ({ view: views.publish(args.user_id, args.hash, args.view) }),
    ),
  ];
}
