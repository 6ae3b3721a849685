import { expect, it } from 'vitest';
import { filesOf } from '../fakes/slack/blocks.ts';
import type { ChatRemains } from './chat-remains.ts';
import type { SlackChat } from './slack-chat.ts';

/** Expects that each picture was uploaded once, and stands in one message. */
export function slackKeepsEachFile(chat: () => SlackChat, remains: () => ChatRemains): void {
  const live = () => {
    const { files } = chat().slack.world;
    return [...files.all.values()].filter(({ state }) => state === 'completed');
  };

  it('no file is left over: each that stands is the picture of one message', () => {
    const shown = chat()
      .standing()
      .flatMap(({ blocks }) => filesOf(blocks));
    expect(
      live()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(shown.toSorted());
    expect(new Set(shown).size).toBe(shown.length);
  });

  it('no picture was uploaded twice', () => {
    const { calls, world } = chat().slack;
    const completed = calls.filter(
      ({ method, outcome }) => method === 'files.completeUploadExternal' && outcome === 'ok',
    );
    const ids = completed.flatMap(({ args }) => /F[A-Z0-9]{6,}/.exec(JSON.stringify(args)) ?? []);
    const names = ids.map((id) => world.files.all.get(id)?.name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(remains().generations.length / 4);
  });
}
