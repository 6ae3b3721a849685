import { render } from 'lit-html';
import { appView } from './app-view.ts';
import { Chat } from './chat.ts';
import { focusAtStart, listenForComposer } from './composer/page-events.ts';
import { CompareLayer } from './compare/layer.ts';
import { DrawerFocus } from './drawer/drawer-focus.ts';
import { keepRoom } from './drawer/room.ts';
import { RoomUnderMessages } from './composer/room.ts';
import type { State } from './model.ts';
import { messageIn } from './feed/show-message.ts';
import { Folds } from './pair/folds.ts';
import { HistoryLayer } from './history/layer.ts';
import { isSamePage } from './same-page.ts';
import { Leaving } from './pair/leaving.ts';
import { scrollToNewest } from './scroll.ts';
import { PageStore } from './store.ts';
import { joinStream } from './tab-stream.ts';
import { say } from './words.ts';

const root = document.createElement('div');
const over = document.createElement('div');
const past = document.createElement('div');
document.body.replaceChildren(root, over, past);
document.documentElement.lang = navigator.language.startsWith('ko') ? 'ko' : 'en';
document.title = say.title();

/** Whether the person looks at the end of the chat: new messages then scroll into view. */
function atEnd(): boolean {
  return innerHeight + scrollY > document.documentElement.scrollHeight - 160;
}

/** What was drawn last. */
let drawn: State | null = null;

function draw(state: State): void {
  if (drawn === null || !isSamePage(state, drawn)) drawPage(state);
  compareLayer.draw(state);
  historyLayer.draw(state);
  drawn = state;
}

function drawPage(state: State): void {
  const own = state.own !== (drawn?.own ?? null);
  // What changes in the composer moves no message.
  const follow = atEnd() && state.messages !== drawn?.messages;
  drawerFocus.before(state);
  render(appView(state, { chat, store, leaving, toNewest }), root);
  drawerFocus.after(state);
  if (state.signIn && drawn?.signIn !== true) focusSignIn();
  folds.watch();
  tick();
  if (own) room.settle(state.composer.busy);
  if (own || follow) scrollToNewest('auto');
  showNewest();
  const { fresh } = state;
  document.title = fresh === 0 ? say.title() : `(${fresh}) ${say.title()}`;
  chat.composer.drawn(state);
}

/** Shows the end of the chat, once what was done has been drawn. */
async function toNewest(): Promise<void> {
  await chat.newest();
  requestAnimationFrame(() => {
    room.settle(store.state.composer.busy);
    scrollToNewest('smooth');
  });
}

/** Nothing else can be done then. */
function focusSignIn(): void {
  document.querySelector<HTMLElement>('.sign-in input')?.focus();
}

/** Updates running times: the hub sends only when something began. */
function tick(): void {
  for (const bar of document.querySelectorAll<HTMLProgressElement>('progress[data-began]')) {
    bar.value = Date.now() - Number(bar.dataset.began);
  }
  for (const element of document.querySelectorAll<HTMLElement>('[data-since]')) {
    const seconds = Math.max(0, Math.round((Date.now() - Number(element.dataset.since)) / 1000));
    element.textContent = say.seconds(seconds);
  }
}

function showNewest(): void {
  const isEnd = atEnd();
  document.querySelector('.newest')?.toggleAttribute('hidden', isEnd && !store.state.newer);
  const isSeen = isEnd && !store.state.newer && !document.hidden;
  if (isSeen && store.state.fresh > 0) store.set({ fresh: 0 });
}

const room = new RoomUnderMessages();
const folds = new Folds();
const drawerFocus = new DrawerFocus();
const store = new PageStore(draw, { isAtEnd: atEnd, isAway: () => document.hidden });
const chat = new Chat(store, joinStream);
const compareLayer = new CompareLayer(over, store, chat.comparing);
const historyLayer = new HistoryLayer(past, chat.history);
const leaving = new Leaving({
  store,
  remove: (generation) => void chat.remove(generation),
  later: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
});
setInterval(tick, 1_000);
addEventListener('scroll', showNewest, { passive: true });
document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    store.set({ unread: null });
    chat.following.hidden();
  } else {
    showNewest();
    chat.following.visible();
  }
});
addEventListener('focus', () => chat.following.visible());
addEventListener('pagehide', () => {
  leaving.endAll();
  chat.following.leave();
});
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) chat.following.visible();
});
listenForComposer(chat.composer);
keepRoom(store, () => chat.answers.close());
queueMicrotask(() => {
  room.watch();
  focusAtStart();
});
void chat.following.open().then(() => {
  const linked = messageIn(location.hash);
  if (linked === null) scrollToNewest('auto');
  else void chat.open(linked);
});
addEventListener('hashchange', () => {
  const linked = messageIn(location.hash);
  if (linked !== null) void chat.open(linked);
});
