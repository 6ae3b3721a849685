import type { World } from '../base/world.ts';
import { type FormRoom, generateForm } from '../../cards/forms.ts';
import type { Form } from '../../chat/card.ts';
import { ClosedError, type FirstAnswer, type PrivateAnswer } from '../../ports/surface.ts';
import { answerTime } from './answer-time.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Answering, GenerateInput } from './generate-input.ts';
import { newPair } from './new-pair.ts';
import { requestAgain } from './request-again.ts';
import type { Planner } from './planner.ts';
import { MAX_UNANSWERED } from '../../domain/limits.ts';
import type { Model, Plan } from '../../domain/model.ts';
import type { Pair, PairRequest } from '../../domain/pair.ts';
import { cleanName } from '../../domain/names.ts';
import type { Caller } from '../../domain/person.ts';
import type { Attachment } from '../../ports/attachment.ts';
import { checkRequest, promptOf } from '../../plan/request.ts';
import { UserError } from '../../words/user-error.ts';
import { checkAttachments } from '../../plan/check-attachments.ts';
import type { Budget } from '../run/budget.ts';
import type { LineWatch } from '../run/line-watch.ts';
import type { Served } from '../run/served.ts';
import { requirePosting, type Door } from '../base/door.ts';
import { shown } from '../base/behind-disk.ts';
import type { GroupCommit } from '../base/group-commit.ts';
import type { HeaderGate } from '../base/header-gate.ts';
import type { Intake } from '../base/intake.ts';
import type { Posting } from '../show/posting.ts';
import type { Presenter } from '../show/presenter.ts';
import type { Refusals } from '../show/refusals.ts';

const MINUTE_MS = 60_000;

export type GenerateParts = Pick<
  World,
  'store' | 'surfaces' | 'clock' | 'ids' | 'digest' | 'seed' | 'queueBudgetMs' | 'meter'
> & {
  readonly door: Door;
  readonly budget: Budget;
  readonly line: LineWatch;
  readonly served: Served;
  readonly planner: Planner;
  readonly presenter: Presenter;
  readonly refusals: Refusals;
  readonly posting: Posting;
  readonly commits: GroupCommit;
  readonly gate: HeaderGate;
  readonly intake: Intake;
};

/** With the digest of everything it says. */
type KnownInput = GenerateInput & { readonly fingerprint: string };
type FetchedInput = KnownInput & { readonly attachments: readonly Attachment[] };

interface Accepted {
  readonly ids: readonly string[];
  /** False when the request was accepted before. */
  readonly fresh: boolean;
  /** The pairs, when they are new. */
  readonly pairs?: readonly Pair[] | undefined;
}

/** `/generate`: refuses a request, or stores its pairs and starts their planning. */
export class Generate {
  readonly #parts: GenerateParts;
  /** Commands that were neither accepted nor refused yet. */
  #undecided = 0;

  constructor(parts: GenerateParts) {
    this.#parts = parts;
  }

  /**
   * Resolves when the pairs are stored, on the disk. Rejects with a `UserError` when the request is refused. After the disk's fault
   * the pairs may be stored all the same: they are then planned within seconds.
   */
  async accept(caller: Caller, input: GenerateInput): Promise<Accepted> {
    const { unanswered } = this.#parts.presenter;
    if (this.#undecided + unanswered >= MAX_UNANSWERED) throw new UserError('too_busy');
    this.#undecided += 1;
    const answered = answerTime(this.#parts, caller);
    let isAnswered = true;
    try {
      const accepted = await this.#accept(caller, input, answered);
      isAnswered = !accepted.fresh || !this.#isOwnAnswer(caller, input);
      return accepted;
    } finally {
      this.#undecided -= 1;
      if (isAnswered) answered();
    }
  }

  async #accept(caller: Caller, sent: GenerateInput, onAnswered: () => void): Promise<Accepted> {
    const { door, planner, presenter, commits, gate, store, posting, meter, refusals } =
      this.#parts;
    const input = { ...sent, fingerprint: fingerprintOf(sent, this.#parts.digest) };
    let { attachments } = input;
    if (typeof attachments === 'function') {
      // Stores nothing yet: a write of its own for each command of a burst would take long.
      const refusal = door.refusal(caller);
      if (refusal !== undefined) throw refusal;
      const existing = this.#findExisting(caller, input);
      if (existing !== undefined) {
        await store.durable();
        return existing;
      }
      attachments = await attachments();
    }
    const named = attachments.map((one) => ({ ...one, name: cleanName(one.name) || 'image' }));
    const request = { ...input, attachments: named };
    const accepted = await commits.commit(() => this.#decide(caller, request));
    const { ids, fresh, pairs = [] } = accepted;
    const [first] = pairs;
    input.accepted?.();
    const isKept = store.durable();
    if (!fresh) return isKept.then(() => accepted);
    meter.accepted(caller.place.surface, ids.length);
    const headerFirst = this.#isHeaderFirst(caller);
    for (const pairId of ids) gate.hold(pairId, headerFirst);
    // The first header is given as the answer: nobody knows what came of that.
    posting.notPosted(input.answer === undefined ? ids : ids.slice(1));
    if (input.sayInstead !== undefined) {
      const answer = once(input.sayInstead);
      for (const pairId of ids) refusals.keepAnswer(pairId, answer);
    }
    // Made while the disk writes; it is given when the disk has the pairs.
    const answered =
      first && input.answer && this.#answer(first, ids.slice(1), input, input.answer, isKept);
    await isKept;
    if (this.#isOwnAnswer(caller, input)) void answered?.then(onAnswered);
    for (const pair of pairs) {
      presenter.created(pair);
      planner.plan(pair.id, attachments.length > 0, answered);
    }
    return accepted;
  }

  /**
   * Asks once more for the pairs of a request that ended because the channel took no message. Throws a `UserError`
   * for any other pair, and for everybody but its asker.
   */
  async again(caller: Caller, pairId: string, answering: Answering = {}): Promise<Accepted> {
    const { door, store } = this.#parts;
    return this.accept(caller, {
      ...requestAgain(door.enter(caller), pairId, store),
      ...answering,
    });
  }

  #isHeaderFirst({ place }: Caller): boolean {
    return this.#parts.surfaces.get(place.surface)?.headerFirst === true;
  }

  /** Whether the header is the answer that the chat waits for, and no post of its own. */
  #isOwnAnswer(caller: Caller, { answer }: GenerateInput): boolean {
    return answer !== undefined && !this.#isHeaderFirst(caller);
  }

  /** Gives the first header as the answer. Where the channel takes no message, the other pairs end too. */
  async #answer(
    first: Pair,
    others: readonly string[],
    { accepted }: GenerateInput,
    answer: FirstAnswer,
    isKept: Promise<void>,
  ): Promise<void> {
    const { presenter, refusals, store, gate } = this.#parts;
    // What was accepted is told before the answer is made.
    const told =
      accepted === undefined ? undefined : new Promise<void>((resolve) => setImmediate(resolve));
    const give: FirstAnswer = async (card, target) => {
      await shown({ durable: () => isKept });
      return answer(card, target);
    };
    const refusal = await presenter.answer(first, give, told);
    if (!(refusal instanceof ClosedError)) return;
    for (const id of others) {
      const pair = store.pairs.get(id);
      if (pair !== undefined) refusals.closed(pair, refusal.why);
      gate.open(id);
    }
  }

  /** The form for options without a prompt; see `generateForm`. Throws a `UserError` where the bot cannot post. */
  form(caller: Caller, given: Readonly<Record<string, string>>, room: FormRoom): Form {
    this.#parts.door.enter(caller);
    requirePosting(caller);
    return generateForm(given, room, caller.locale);
  }

  #decide(caller: Caller, input: FetchedInput): Accepted {
    const { store, served, door } = this.#parts;
    door.enter(caller);
    const existing = this.#findExisting(caller, input);
    if (existing !== undefined) return existing;
    this.#parts.intake.requireOpen();
    requirePosting(caller);
    const offer = { models: store.models.list(), plan: store.models.planOf(caller) };
    const { request, count } = checkRequest(input.options, {
      ...offer,
      served: served.providers,
      pool: store.pool.snapshot(),
    });
    checkAttachments(input.attachments);
    this.#requireTime(request, count, input.attachments.length > 0, offer.models);
    const pairs = this.#store(caller, input, request, count, offer.plan);
    return { ids: pairs.map(({ id }) => id), fresh: true, pairs };
  }

  /**
   * The pairs of an earlier delivery of the request, also when it would be refused by now. Throws a `UserError`
   * when the key was used for another request.
   */
  #findExisting(
    caller: Caller,
    { requestKey, options, fingerprint }: KnownInput,
  ): Accepted | undefined {
    const { store } = this.#parts;
    if (requestKey === null) return undefined;
    const { id } = caller.person;
    const ids = store.pairs.byRequestKey(id, requestKey);
    const [first] = ids;
    if (first === undefined) {
      // Every request but one for pairs is stored by its key.
      const isOther = store.requests.fingerprintOf(id, requestKey) !== null;
      if (isOther) throw new UserError('request_key_reused');
      return undefined;
    }
    const before = store.pairs.fingerprintOf(first);
    // A request from before there were fingerprints is known by its prompt alone.
    const isSame =
      before === null
        ? hasPrompt(options, store.pairs.get(first)?.request.prompt ?? '')
        : before === fingerprint;
    if (!isSame) throw new UserError('request_key_reused');
    return { ids, fresh: false };
  }

  /** Refuses a request whose estimated wait is too long: behind all that wait, run or are in planning. */
  #requireTime(
    request: PairRequest,
    count: number,
    hasAttachments: boolean,
    models: readonly Model[],
  ): void {
    const { line, planner, queueBudgetMs } = this.#parts;
    const of = (modelId: string) => {
      const model = models.find(({ id }) => id === modelId);
      if (model === undefined) throw new Error(`model ${modelId} was just chosen, and is gone`);
      return { provider: model.provider, modelId };
    };
    const side = of(request.modelId);
    const sides = [side, request.versus === undefined ? side : of(request.versus.modelId)];
    const newcomers = Array.from({ length: count }, () => sides).flat();
    const waitMs = Math.max(line.waitOfNewcomers(newcomers), planner.waitMs(hasAttachments));
    if (waitMs > queueBudgetMs) {
      const minutes = Math.ceil(waitMs / MINUTE_MS);
      throw new UserError('queue_full', minutes, Math.round(queueBudgetMs / MINUTE_MS));
    }
  }

  /** Stores all pairs or none. */
  #store(
    caller: Caller,
    { requestKey, attachments, fingerprint }: FetchedInput,
    request: PairRequest,
    count: number,
    plan: Plan,
  ): readonly Pair[] {
    const { store, budget, posting, line } = this.#parts;
    budget.requireRoom(caller, count);
    budget.requireCredits(caller, 2 * count, plan);
    const pairs = Array.from({ length: count }, () => newPair(caller, request, this.#parts));
    for (const pair of pairs) store.pairs.insert(pair, attachments, requestKey, fingerprint);
    line.changed();
    // With the pairs, so that no header waits for the disk once more.
    for (const pair of pairs) posting.intend(pair, { id: pair.id, kind: 'header' });
    return pairs;
  }
}

function hasPrompt(options: unknown, prompt: string): boolean {
  const given: unknown =
    typeof options === 'object' && options !== null && Reflect.get(options, 'prompt');
  return typeof given === 'string' && promptOf(given) === promptOf(prompt);
}

/** Sends the answer once, though each pair of a command may be refused. */
function once(answer: PrivateAnswer): PrivateAnswer {
  let told: Promise<void> | undefined;
  return (text, rows) => (told ??= answer(text, rows));
}
