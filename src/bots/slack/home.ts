import { z } from 'zod';
import { decodeAction } from '../../core/chat/action.ts';
import type { Card } from '../../core/chat/card.ts';
import type { Caller } from '../../core/domain/person.ts';
import { sentence } from './answers.ts';
import type { Desk } from './desk.ts';
import { codeOf, isFileNotReady } from './errors.ts';
import { homeView } from './home-view.ts';
import type { Named } from './people.ts';
import type { Presses } from './presses.ts';
import type { Pressed, Reach } from './read.ts';
import type { ShownFiles } from './shown-files.ts';
import { withoutFiles } from './without-files.ts';

const eventSchema = z.object({
  event: z.object({ user: z.string(), tab: z.string().default('home') }),
});

type View = ReturnType<typeof homeView>;
type Page = { readonly type: 'likes' | 'history'; readonly card: Card };

export interface HomeParts {
  readonly files: ShownFiles;
  readonly presses: Pick<Presses, 'handle'>;
}

/** The Home tab: credits, the person's last pairs, and what they like. */
export class Home {
  readonly #desk: Desk;
  readonly #parts: HomeParts;
  #isOff = false;

  constructor(desk: Desk, parts: HomeParts) {
    this.#desk = desk;
    this.#parts = parts;
  }

  /** Shows the tab to somebody who has opened it. Never throws. */
  async opened(body: unknown): Promise<void> {
    try {
      const { event } = eventSchema.parse(body);
      if (event.tab === 'home') await this.#show(at({ id: event.user, name: '' }));
    } catch (cause) {
      this.#desk.parts.log.error({ err: cause }, 'the Home tab was not shown');
    }
  }

  /** A press in the tab: a page of pairs or likes is shown there, anything else as everywhere. */
  async handle(pressed: Pressed): Promise<void> {
    const type = decodeAction(pressed.buttonId)?.type;
    if (type !== 'likes' && type !== 'history') return this.#parts.presses.handle(pressed);
    await this.#show(pressed, async (caller) => {
      const reply = await this.#desk.parts.studio.press.press(caller, pressed.buttonId);
      return reply.type === 'card' ? { type, card: reply.card } : undefined;
    });
  }

  async #show(
    reach: Reach,
    page: (caller: Caller) => Promise<Page | undefined> = () => Promise.resolve(undefined),
  ): Promise<void> {
    const refusal = await this.#desk.run(reach, async (somebody) => {
      // What the tab shows is the person's own: their pairs, and what they like.
      const caller: Caller = { ...somebody, inNoChannel: true };
      await this.#publish(reach.user.id, this.#view(caller, await page(caller)));
    });
    if (refusal === undefined) return;
    await this.#publish(reach.user.id, { type: 'home', blocks: sentence(refusal).blocks });
  }

  #view(caller: Caller, page: Page | undefined): View {
    const { galleries } = this.#desk.parts.studio;
    const credits = galleries.credits(caller).card;
    const pageOf = (type: Page['type']) =>
      page?.type === type ? page.card : galleries[type](caller, null).card;
    const [history, likes] = [pageOf('history'), pageOf('likes')];
    const files = [history, likes].flatMap((card) => [...this.#parts.files.of(caller, card, true)]);
    return homeView({ credits, history, likes, files: new Map(files), locale: caller.locale });
  }

  async #publish(userId: string, view: View): Promise<void> {
    const { client, log } = this.#desk.parts;
    try {
      await client.views.publish({ user_id: userId, view });
    } catch (cause) {
      const plain = isFileNotReady(cause) ? withoutFiles(view) : undefined;
      if (plain !== undefined) return this.#publish(userId, plain);
      if (codeOf(cause) !== 'not_enabled') throw cause;
      if (!this.#isOff)
        log.warn({}, 'the Home tab is off in the app’s settings: see docs/slack.md');
      this.#isOff = true;
    }
  }
}

/** The tab is in no channel. */
function at(user: Named): Reach {
  return { user, channel: '', thread: null, trigger: '', responseUrl: null, view: null };
}
