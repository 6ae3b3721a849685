import { describe, expect, it } from 'vitest';
import { Answers } from '../../src/bots/web/page/drawer/answers.ts';
import type { Reply } from '../../src/bots/web/page/model.ts';
import { PageStore } from '../../src/bots/web/page/store.ts';

type Style = 'plain' | 'primary' | 'danger';
type CardReply = Extract<Reply, { type: 'card' }>;

function card(
  heading: string,
  text = '',
  buttons: Readonly<Record<string, Style>> = {},
): CardReply {
  const row = Object.entries(buttons).map(([id, style]) => ({
    id,
    label: id,
    style,
    action: null,
  }));
  const lines = text === '' ? [] : [{ text }];
  return { type: 'card', card: { kind: 'private', heading, lines, badges: [], rows: [row] } };
}

function form(id: string): Reply {
  return { type: 'form', form: { id, title: `Form ${id}`, submit: 'Run', fields: [] } };
}

/** The answers of a page, on a hub that answers by these ids and refuses all others. */
function aPage(hub: Readonly<Record<string, Reply>> = {}) {
  const store = new PageStore(() => {}, { isAtEnd: () => true, isAway: () => false });
  const failed: unknown[] = [];
  const answers = new Answers({
    store,
    press: async (id) => {
      const reply = hub[id];
      if (reply === undefined) throw new Error(`refused: ${id}`);
      return reply;
    },
    later: async () => undefined,
    failed: (error) => failed.push(error),
    sentence: (error) => (error instanceof Error ? error.message : ''),
  });
  const { state } = store;
  const top = () => store.state.drawer.pages.at(-1)?.key ?? state.drawer.next;
  return {
    store,
    answers,
    failed,
    /** Presses it in the chat. */
    open: (reply: Reply) => answers.show(reply, null),
    /** Presses it on the page that is shown. */
    press: (id: string, reply: Reply) => answers.show(reply, { id, page: top() }),
    titles: () =>
      store.state.drawer.pages.map((one) =>
        one.type === 'form' ? one.form.title : one.card.heading,
      ),
    top,
  };
}

describe('a card that answers a press', () => {
  it('in the chat takes the place of all cards before', () => {
    const page = aPage();
    page.open(card('Details'));
    page.press('open', card('Reference'));
    page.open(card('Help'));
    expect(page.titles()).toEqual(['Help']);
  });

  it('in the drawer comes over the card with the button, and goes again', () => {
    const page = aPage();
    page.open(card('Details', '', { open: 'plain' }));
    page.press('open', card('Reference'));
    expect(page.titles()).toEqual(['Details', 'Reference']);
    page.answers.back();
    expect(page.titles()).toEqual(['Details']);
    page.answers.back();
    expect(page.titles()).toEqual([]);
  });

  it('with the title of a card that is there takes its place, as the pages of a gallery do', () => {
    const page = aPage();
    page.open(card('Pool', 'page 1', { more: 'plain' }));
    page.press('more', card('Pool', 'page 2', { one: 'plain' }));
    expect(page.titles()).toEqual(['Pool']);
    page.press('one', card('Reference', '', { back: 'plain' }));
    page.press('back', card('Pool', 'page 1'));
    expect(page.titles()).toEqual(['Pool']);
  });

  it.each(['primary', 'danger'] as const)('that is settled (%s) leaves no way back', (style) => {
    const page = aPage();
    page.open(card('Delete?', '', { sure: style }));
    page.press('sure', card('Deleted'));
    expect(page.titles()).toEqual(['Deleted']);
  });

  it('after a choice in a list changes in place, and says what is new', () => {
    const page = aPage();
    page.open(card('Settings', 'Retries: off'));
    const key = page.top();
    page.press('chosen', card('Settings', 'Retries: on'));
    expect(page.top()).toBe(key);
    expect(page.store.state.announced).toBe('Retries: on');
  });

  it('opens anew when its own card was closed meanwhile', () => {
    const page = aPage();
    page.open(card('Details', '', { open: 'plain' }));
    const key = page.top();
    page.answers.close();
    page.answers.show(card('Reference'), { id: 'open', page: key });
    expect(page.titles()).toEqual(['Reference']);
  });

  it('keeps twelve pages to go back to at most', () => {
    const page = aPage();
    page.open(card('0'));
    for (let n = 1; n < 20; n += 1) page.press('choice', card(String(n)));
    expect(page.titles()).toHaveLength(12);
    expect(page.titles().at(-1)).toBe('19');
  });
});

describe('a card that is not complete', () => {
  it('changes in its place, on the page that it has', async () => {
    const page = aPage({ look: card('Rewrite', 'a calm cat') });
    page.open({ ...card('Rewrite', 'being written'), pending: 'look' });
    const key = page.top();
    await until(() => page.store.state.announced === 'a calm cat');
    expect(page.titles()).toEqual(['Rewrite']);
    expect(page.top()).toBe(key);
  });

  it('does not come back once it was closed', async () => {
    const page = aPage({ look: card('Rewrite', 'a calm cat') });
    page.open({ ...card('Rewrite'), pending: 'look' });
    page.answers.close();
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    expect(page.titles()).toEqual([]);
    expect(page.failed).toEqual([]);
    expect(page.store.state.announced).toBe('');
  });

  it('says when the hub is gone', async () => {
    const page = aPage();
    page.open({ ...card('Rewrite'), pending: 'look' });
    await until(() => page.failed.length === 1);
  });
});

describe('a form', () => {
  it('stays with its refusal until the hub takes it', async () => {
    const hub: Record<string, Reply> = {};
    const page = aPage(hub);
    page.open(form('edit'));
    await page.answers.submit(page.top(), { prompt: 'x' });
    expect(page.store.state.drawer.pages).toMatchObject([
      { type: 'form', refusal: 'refused: edit', sending: false },
    ]);
    hub.edit = { type: 'done' };
    await page.answers.submit(page.top(), { prompt: 'y' });
    expect(page.titles()).toEqual([]);
  });

  it('is sent once at a time', async () => {
    const page = aPage({ edit: { type: 'said', text: 'Saved.' } });
    page.open(form('edit'));
    const key = page.top();
    const first = page.answers.submit(key, {});
    await page.answers.submit(key, {});
    await first;
    expect(page.store.state.toast).toEqual({ key: 1, text: 'Saved.' });
  });

  it('goes when a sentence or a card answers it', async () => {
    const page = aPage({ edit: { type: 'said', text: 'Saved.' }, other: card('Promote A') });
    page.open(card('Promote A'));
    page.press('more', form('other'));
    await page.answers.submit(page.top(), {});
    expect(page.titles()).toEqual(['Promote A']);
    page.press('edit', form('edit'));
    await page.answers.submit(page.top(), {});
    expect(page.titles()).toEqual(['Promote A']);
    expect(page.store.state.toast?.text).toBe('Saved.');
  });

  it('waits behind what is opened from the chat, and comes back as it was', () => {
    const page = aPage();
    page.open(form('edit'));
    const key = page.top();
    page.open(card('Details'));
    expect(page.titles()).toEqual(['Form edit', 'Details']);
    page.open(form('edit'));
    expect(page.titles()).toEqual(['Details', 'Form edit']);
    expect(page.top()).toBe(key);
  });
});

describe('what was typed into a form', () => {
  const asking = (): Reply => {
    const field = { name: 'prompt', label: 'Prompt', kind: 'long', required: true } as const;
    const fields = [{ ...field, value: 'a cat' }];
    return { type: 'form', form: { id: 'edit', title: 'Edit', submit: 'Run', fields } };
  };
  const value = ({ store }: ReturnType<typeof aPage>) => {
    const page = store.state.drawer.pages.at(-1);
    return page?.type === 'form' ? page.form.fields[0]?.value : undefined;
  };

  it('is there when it was closed and opened again, until it is sent or cancelled', async () => {
    const page = aPage({ edit: { type: 'done' } });
    page.open(asking());
    page.answers.drafts.keep('edit', { prompt: 'a calm cat' });
    page.answers.close();
    page.open(asking());
    expect(value(page)).toBe('a calm cat');
    await page.answers.submit(page.top(), { prompt: 'a calm cat' });
    page.open(asking());
    expect(value(page)).toBe('a cat');
    page.answers.drafts.keep('edit', { prompt: 'a wild cat' });
    page.answers.cancel('edit');
    page.open(asking());
    expect(value(page)).toBe('a cat');
  });

  it('is kept for twenty forms at most', () => {
    const page = aPage();
    page.answers.drafts.keep('edit', { prompt: 'a calm cat' });
    for (let n = 0; n < 20; n += 1) page.answers.drafts.keep(`other ${n}`, {});
    page.open(asking());
    expect(value(page)).toBe('a cat');
  });
});

describe('a sentence', () => {
  it('is told beside the card that stays, and gone with the next answer', () => {
    const page = aPage();
    page.open(card('Details'));
    page.press('vote', { type: 'said', text: 'Your vote is saved.' });
    expect(page.titles()).toEqual(['Details']);
    expect(page.store.state.toast?.text).toBe('Your vote is saved.');
    page.open(card('Help'));
    expect(page.store.state.toast).toBeNull();
  });
});

/** Lets everything run that is ready, until it holds. */
async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 100 && !holds(); turn += 1) await Promise.resolve();
  expect(holds()).toBe(true);
}
