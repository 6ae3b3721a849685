import { describe, expect, it, vi } from 'vitest';
import { buttonsIn, picturesIn, shownText } from '../journeys/slack-text.ts';
import { PATIENT } from '../patient.ts';
import { atSlack } from './kit.ts';

describe('the Home tab', () => {
  it('shows credits, the last pairs with their pictures, and likes, in any channel', async () => {
    const { person, slack, header, image } = await atSlack();
    const you = person('you');
    await you.command('/generate', 'a red kite').answered;
    const shown = await image('A');
    await header('Which is better?');
    await you.react(shown.ts, 'heart')?.answered;
    const home = () => slack.views.homes.get(you.user.id)?.view.blocks ?? [];
    await vi.waitFor(async () => {
      await you.openHome().answered;
      await slack.until(() => home().length > 0);
      expect(shownText(home())).toContain('Images you like');
      expect(picturesIn(home())).toBe(3);
    }, PATIENT);
    const text = shownText(home());
    expect(text).toContain('Your credits');
    expect(text).toContain('a red kite');
    expect(home().length).toBeLessThanOrEqual(100);
  });

  it('shows them also where the bot serves only some channels, but to nobody who is blocked', async () => {
    const { person, slack, channel, header, image, store } = await atSlack();
    const you = person('you');
    await you.command('/generate', 'a red kite').answered;
    await image('A');
    await header('Which is better?');
    const { access } = store();
    access.putRules('T0STUDIO01', { roles: [], channels: [channel.id] });
    const home = () => slack.views.homes.get(you.user.id)?.view.blocks ?? [];
    await you.openHome().answered;
    await slack.until(() => shownText(home()).includes('a red kite'));
    expect(shownText(home())).toContain('Your credits');
    expect(picturesIn(home())).toBe(2);
    access.block(`slack:${you.user.id}`, 'web:ana', 'spam', 1);
    await you.openHome().answered;
    await slack.until(() => picturesIn(home()) === 0);
    expect(shownText(home())).not.toContain('a red kite');
  });

  it('turns its pages in place', async () => {
    const { person, slack, headers, hub } = await atSlack();
    const you = person('you');
    for (let made = 1; made <= 9; made += 1) {
      await you.command('/generate', `kite ${made} #block`).answered;
      await slack.until(() => headers().length === made);
    }
    await you.openHome().answered;
    const home = () => slack.views.homes.get(you.user.id)?.view.blocks ?? [];
    await slack.until(() => shownText(home()).includes('kite 9'));
    const more = buttonsIn(home()).find(({ id }) => id.includes(':history:'));
    await you.pressAtHome(more?.id ?? '').answered;
    await slack.until(() => shownText(home()).includes('kite 1 '));
    expect(shownText(home())).not.toContain('kite 9');
    expect(hub.log.errors).toEqual([]);
  });

  it('is not drawn for somebody who opens the Messages tab', async () => {
    const { person, slack } = await atSlack();
    const [you, other] = [person('you'), person('other')];
    await you.openHome('messages').answered;
    await other.openHome().answered;
    await slack.until(() => slack.views.homes.has(other.user.id));
    expect(slack.views.homes.has(you.user.id)).toBe(false);
  });

  it('that is off in the app’s settings is logged once', async () => {
    const { person, slack, hub } = await atSlack();
    slack.views.homeTab = false;
    const you = person('you');
    for (let tries = 0; tries < 3; tries += 1) await you.openHome().answered;
    await slack.until(() => slack.refusals.length === 3);
    const told = hub.log.lines.filter(({ message }) => message.startsWith('the Home tab is off'));
    expect(told).toHaveLength(1);
  });
});
