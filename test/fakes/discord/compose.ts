import { type Component, everyComponent } from './component.ts';
import { badField, emptyMessage } from './errors.ts';
import { filter } from './filters.ts';
import { type Ground, isoTime } from './ground.ts';
import { isJson, type Json, present } from './json.ts';
import { readComponents, refuseClassic } from './layout.ts';
import { FLAG, type FakeMessage } from './message.ts';
import { pingsOf } from './pings.ts';
import { type Attached, attach, checkSize, keptFiles, type Upload } from './uploads.ts';
import type { Embed, MessageForm } from './validate-message.ts';

/** What a request wants a message to be. */
export interface Outgoing {
  readonly form: MessageForm;
  readonly uploads: readonly Upload[];
  readonly maxUpload: number;
}

const SETTABLE = FLAG.suppressEmbeds | FLAG.suppressNotifications | FLAG.componentsV2;
const EDITABLE = FLAG.suppressEmbeds | FLAG.componentsV2;

/** Fills a new message; `alsoFlags` are flags that this route allows beside the usual ones. */
export function fill(
  ground: Ground,
  message: FakeMessage,
  outgoing: Outgoing,
  alsoFlags = 0,
): void {
  const { form } = outgoing;
  const flags = form.flags ?? 0;
  if ((flags & ~(SETTABLE | alsoFlags)) !== 0) throw badFlags('These flags cannot be set');
  keptFiles([], form.attachments, outgoing.uploads);
  message.flags |= flags;
  write(ground, message, outgoing, []);
}

/** Changes a message as an edit asks: what is left out stays. */
export function rewrite(ground: Ground, message: FakeMessage, outgoing: Outgoing): void {
  const { form, uploads } = outgoing;
  checkFlagChange(message.flags, form.flags);
  const kept = keptFiles(message.files, form.attachments, uploads);
  const loading = message.has(FLAG.loading);
  write(ground, message, outgoing, kept);
  message.flags &= ~FLAG.loading;
  // The first edit of a deferred answer is the answer, not an edit.
  if (loading) return;
  message.edits += 1;
  message.edited_timestamp = isoTime(ground);
}

function checkFlagChange(current: number, wanted: number | null | undefined): void {
  if (wanted === undefined || wanted === null) return;
  if ((wanted & ~current & ~EDITABLE) !== 0) throw badFlags('These flags cannot be set by an edit');
  if ((current & ~wanted & FLAG.componentsV2) !== 0) {
    throw badFlags('IS_COMPONENTS_V2 cannot be taken from a message');
  }
}

function badFlags(message: string) {
  return badField(['flags'], 'BITFIELD_FLAG_NOT_ALLOWED', message);
}

function write(
  ground: Ground,
  message: FakeMessage,
  { form, uploads, maxUpload }: Outgoing,
  kept: FakeMessage['files'],
): void {
  checkSize(uploads, maxUpload);
  filter(ground.filters, form, uploads);
  const added = attach(uploads, form.attachments, {
    cdn: ground.cdn,
    folder: `attachments/${message.channel_id}`,
    newId: () => ground.ids.next(),
  });
  const flags = message.flags | ((form.flags ?? 0) & EDITABLE);
  const v2 = (flags & FLAG.componentsV2) !== 0;
  const next = draft(message, form, v2, added);
  const stay = message.attachments.filter((one) => kept.some(({ id }) => id === one.id));
  const attachments = [...stay, ...added.map(({ api }) => api)];
  if (isEmpty(next, v2 ? [] : attachments)) throw emptyMessage();
  Object.assign(message, next, {
    flags,
    attachments,
    files: [...kept, ...added.map(({ file }) => file)],
  });
  remember(message, form);
}

interface Draft {
  readonly content: string;
  readonly embeds: readonly Json[];
  readonly components: readonly Component[];
}

function draft(
  message: FakeMessage,
  form: MessageForm,
  v2: boolean,
  added: readonly Attached[],
): Draft {
  const content = (form.content === undefined ? message.content : (form.content ?? '')).trim();
  const embeds = form.embeds === undefined ? message.embeds : readEmbeds(form.embeds ?? [], added);
  if (v2) refuseClassic({ content, embeds });
  const components =
    form.components === undefined
      ? message.components
      : readComponents(form.components ?? [], v2, added);
  return { content, embeds, components };
}

function isEmpty({ content, embeds, components }: Draft, attachments: readonly unknown[]): boolean {
  return ![content, embeds, components, attachments].some((one) => one.length > 0);
}

/** Keeps what a test asks for later: who was notified, what could be pressed. */
function remember(message: FakeMessage, form: MessageForm): void {
  const fresh = message.edits === 0 && message.edited_timestamp === null;
  for (const { custom_id: id, type } of everyComponent(message.components)) {
    if (id) message.everPressable.set(id, type);
  }
  // Later edits notify nobody, as on the service.
  if (!fresh) return;
  const repliedTo = message.reference?.message?.author.id;
  message.pings = pingsOf(message.text, form.allowed_mentions, repliedTo);
}

const MAX_EMBED_TEXT = 6000;

function readEmbeds(embeds: readonly Embed[], added: readonly Attached[]): readonly Json[] {
  const total = embeds.reduce((sum, one) => sum + embedText(one), 0);
  if (total > MAX_EMBED_TEXT) {
    throw badField(
      ['embeds'],
      'MAX_EMBED_SIZE_EXCEEDED',
      'Embed size exceeds maximum size of 6000',
    );
  }
  return embeds.map((one, index) => readEmbed(one, index, added));
}

function embedText({ title, description, author, footer, fields }: Embed): number {
  const parts = [title, description, author?.name, footer?.text];
  const inFields = (fields ?? []).flatMap(({ name, value }) => [name, value]);
  return [...parts, ...inFields].reduce((sum, one) => sum + (one ?? '').length, 0);
}

function readEmbed(embed: Embed, index: number, added: readonly Attached[]): Json {
  const api: Json = { type: 'rich', ...present(embed) };
  for (const key of ['image', 'thumbnail']) {
    const picture = api[key];
    if (!isJson(picture)) continue;
    const url = String(picture['url']);
    const file = added.find((one) => url === `attachment://${one.file.name}`);
    if (file === undefined && !/^https?:\/\//u.test(url)) {
      throw badField(['embeds', index, key, 'url'], 'URL_TYPE_INVALID_SCHEME', 'Not an upload');
    }
    if (file) api[key] = { url: file.api.url, proxy_url: file.api.url };
  }
  if (Object.keys(api).length === 1) throw emptyMessage();
  return api;
}
