import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Store } from '../../src/core/ports/store.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import type { FakeMessage } from '../fakes/slack/messages.ts';
import type { Person } from '../fakes/slack/person.ts';
import { type SlackDriver, slackDriver, type SlackMode } from '../journeys/slack-driver.ts';
import { buttonsIn, shownText } from '../journeys/slack-text.ts';

/** A hub at a strict Slack for one test. What the real service would refuse fails the test at its end. */
export async function atSlack(mode: SlackMode = 'socket', env: Record<string, string> = {}) {
  const driver = await slackDriver(mode, env);
  onTestFinished(() => driver.close());
  return { ...driver, ...eyes(driver) };
}
export type AtSlack = Awaited<ReturnType<typeof atSlack>>;

/** What people see. */
function eyes({ slack, channel, hub }: SlackDriver) {
  const messages = () => slack.messages(channel).filter((one) => one.isOurs);
  const until = (wanted: (one: FakeMessage) => boolean) =>
    slack.until(() => messages().findLast(wanted));
  return {
    headers: () => messages().filter(isHeader),
    images: () => messages().filter(isImage),
    /** The newest header that says so. */
    header: (text = '') => until((one) => isHeader(one) && textOf(one).includes(text)),
    image: (side: 'A' | 'B') => until((one) => isImage(one) && textOf(one).startsWith(side)),
    /** What only this person is told, once it says so. */
    told: (who: Person, text: string) =>
      slack.until(() =>
        who.sees().findLast((one) => one.ephemeralFor !== null && textOf(one).includes(text)),
      ),
    /** The form before this person, once it says so. */
    form: (who: Person, text = '') =>
      slack.until(() => {
        const form = who.form();
        return form && `${form.view.title.text}\n${shownText(form.view.blocks)}`.includes(text)
          ? form
          : undefined;
      }),
    /** The hub's own database, beside it. */
    store: (): Store => {
      const db = openDatabase(join(hub.config.home, 'diptych.db'));
      onTestFinished(() => void db.close());
      return sqliteStore(db);
    },
  };
}

export function isHeader({ blocks }: FakeMessage): boolean {
  return buttonsIn(blocks).some(({ id }) => id.includes(':pair_details:'));
}

export function isImage({ blocks }: FakeMessage): boolean {
  return blocks.some(({ type }) => type === 'image');
}

export function textOf({ blocks }: FakeMessage): string {
  return shownText(blocks);
}

/** The id of the button with this label. */
export function buttonOf({ blocks }: Pick<FakeMessage, 'blocks'>, label: string): string {
  const id = buttonsIn(blocks).find((one) => one.label === label)?.id;
  if (id === undefined) throw new Error(`there is no ${label}: ${shownText(blocks)}`);
  return id;
}
