import { describe, expect, it } from 'vitest';
import { slackClient } from '../../src/bots/slack/client.ts';
import { Modal } from '../../src/bots/slack/modal.ts';
import type { Reach } from '../../src/bots/slack/read.ts';
import { cardView, loadingView, sentenceView } from '../../src/bots/slack/render-private.ts';
import { withoutFiles } from '../../src/bots/slack/without-files.ts';
import type { Card } from '../../src/core/chat/card.ts';
import { seat } from '../fakes/slack/kit.ts';
import { drawn } from './drawn.ts';

const META = { channel: 'C0123456789', thread: null, responseUrl: null };
const LIKES: Card = {
  kind: 'private',
  heading: 'Images you like',
  lines: [
    {
      text: 'A · a boat',
      picture: { key: 'k1', label: 'a boat' },
      link: 'https://studio.slack.com/archives/C1/p1',
    },
  ],
  badges: [],
  rows: [],
};

async function atModal() {
  const { slack, ana, clock, upload, call } = await seat();
  const client = slackClient({ botToken: slack.botToken, apiUrl: slack.apiUrl });
  const reach: Reach = {
    user: { id: ana.user.id, name: 'ana' },
    channel: META.channel,
    thread: null,
    trigger: String(ana.command('/diptych').payload['trigger_id']),
    responseUrl: null,
    view: null,
  };
  const file = await upload();
  const view = cardView(LIKES, { files: new Map([['k1', file]]), meta: META, locale: 'en' });
  const shown = () => drawn(ana.form()?.view.blocks, 'modal');
  return { slack, clock, call, ana, file, view, shown, modal: new Modal({ client, clock }, reach) };
}

describe('a form with pictures', () => {
  it('shows the files', async () => {
    const at = await atModal();
    await at.clock.advance(1_000);
    expect(await at.modal.show(at.view)).toBe(true);
    expect(at.shown().images).toHaveLength(1);
    expect(at.slack.violations).toEqual([]);
  });

  it('that was opened in time is filled without pictures when a file was deleted at Slack', async () => {
    const at = await atModal();
    await at.call('files.delete', { file: at.file });
    at.modal.loading(() => loadingView(META, 'en'));
    await at.clock.advance(500);
    expect(await at.modal.show(at.view)).toBe(true);
    expect(at.shown()).toMatchObject({
      text: 'A · a boat\nOpen the message',
      images: [],
      links: [{ text: 'Open the message', url: 'https://studio.slack.com/archives/C1/p1' }],
    });
    expect(at.slack.violations).toEqual([]);
  });

  it('is not filled when it shows something newer by then', async () => {
    const { slack, clock, modal, view, shown, call, ana } = await atModal();
    modal.loading(() => loadingView(META, 'en'));
    await clock.advance(500);
    await slack.until(() => ana.form());
    const newer = sentenceView('newer', META, 'en');
    await call('views.update', { view_id: ana.form()?.id ?? '', view: newer });
    expect(await modal.show(view)).toBe(true);
    expect(shown()).toMatchObject({ text: 'newer', images: [] });
  });

  it('is filled once more by the same press, over what that showed and nothing newer', async () => {
    const { slack, modal, view, shown, call, ana } = await atModal();
    expect(await modal.show(sentenceView('writing', META, 'en'))).toBe(true);
    expect(await modal.show(view)).toBe(true);
    expect(shown().text).toContain('A · a boat');
    expect(await modal.show(sentenceView('third', META, 'en'))).toBe(true);
    expect(shown()).toMatchObject({ text: 'third' });
    const newer = sentenceView('newer', META, 'en');
    await call('views.update', { view_id: ana.form()?.id ?? '', view: newer });
    expect(await modal.show(view)).toBe(true);
    expect(shown()).toMatchObject({ text: 'newer' });
    expect(slack.violations).toEqual([]);
  });

  it('is not opened when a file was deleted and the refused call has used the trigger up', async () => {
    const at = await atModal();
    await at.call('files.delete', { file: at.file });
    expect(await at.modal.show(at.view)).toBe(false);
  });
});

describe('a view without its files', () => {
  it('is the same but for its pictures', () => {
    const text = { type: 'plain_text', text: 'a' } as const;
    const picture = { type: 'image', slack_file: { id: 'F0123456789' }, alt_text: 'a' } as const;
    const view = {
      type: 'modal' as const,
      title: text,
      blocks: [
        { type: 'section' as const, text, accessory: picture },
        picture,
        { type: 'divider' as const },
      ],
    };
    expect(withoutFiles(view)).toEqual({
      type: 'modal',
      title: text,
      blocks: [{ type: 'section', text }, { type: 'divider' }],
    });
    expect(withoutFiles({ ...view, blocks: [{ type: 'divider' as const }] })).toBeUndefined();
  });
});
