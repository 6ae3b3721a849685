import type { WebClient } from '@slack/web-api';
import type { Caller, Place } from '../../core/domain/person.ts';
import type { Surface } from '../../core/ports/surface.ts';
import type { Clock, Log } from '../../core/ports/system.ts';
import type { Answering } from '../../core/studio/ask/generate-input.ts';
import type { Studio } from '../../core/studio/use-cases.ts';
import { storageRefusal } from '../../core/words/storage-refusal.ts';
import { UserError } from '../../core/words/user-error.ts';
import { say, words } from '../../core/words/words.ts';
import { type Answers, sentence } from './answers.ts';
import { Burst } from './burst.ts';
import { placeOf, type Team } from './identity.ts';
import type { People, Profile } from './people.ts';
import type { Reach } from './read.ts';
import type { References } from './references.ts';

export interface DeskParts {
  readonly studio: Studio;
  readonly surface: Pick<Surface, 'post'>;
  readonly client: WebClient;
  readonly people: People;
  readonly answers: Answers;
  readonly references: References;
  readonly clock: Clock;
  readonly log: Log;
  readonly team: () => Team | null;
}

/** Refusals that may come only because Slack did not say who somebody is. */
const ABOUT_ROLES: ReadonlySet<string> = new Set(['not_admin', 'not_asker', 'not_allowed_role']);

/** A person, and whether Slack has just said who they are. */
interface Who {
  readonly caller: Caller;
  readonly isKnown: boolean;
}

/** The result of running a request once. */
interface Attempt {
  readonly who: Who;
  readonly failure: UserError | 'fault' | null;
}

/** What everything that people do has in common: who they are, and what they are told when it is refused. */
export class Desk {
  readonly parts: DeskParts;
  /** Of deliveries. */
  readonly burst: Burst;

  constructor(parts: DeskParts) {
    this.parts = parts;
    this.burst = new Burst(parts.clock);
  }

  /** The key of a delivery: the same when Slack delivers it once more. */
  static keyOf({ trigger }: Pick<Reach, 'trigger'>): string {
    return `slack ${trigger}`;
  }

  placeOf({ channel, thread }: Pick<Reach, 'channel' | 'thread'>): Place {
    return placeOf(this.parts.team()?.id ?? '', channel, thread);
  }

  /** The person of a delivery without a look-up, for what only needs their language. */
  known(reach: Reach): Caller {
    const { people } = this.parts;
    return people.caller(reach.user, this.placeOf(reach), people.fresh(reach.user.id));
  }

  /**
   * Runs what somebody asked for. Resolves with the sentence of its refusal; undefined when all went well. Never rejects.
   * `about`: the pair or generation, for the log.
   */
  async run(
    reach: Reach,
    act: (caller: Caller) => Promise<void>,
    about: Readonly<Record<string, unknown>> = {},
  ): Promise<string | undefined> {
    await this.burst.over();
    const profile = await this.parts.people.look(reach.user.id);
    return this.#sentenceOf(await this.#attempt(this.#as(reach, profile), act, about));
  }

  /**
   * As `run`, for what an acknowledgement waits for: Slack is not waited for before `act` begins, with the name and the language
   * that were known last. Nobody is an admin by an old profile: where `act` is refused for the person's role, it begins
   * once more as soon as Slack has said that they are an admin, so before such a refusal it must change nothing.
   */
  async runRemembered(
    reach: Reach,
    act: (caller: Caller) => Promise<void>,
    about: Readonly<Record<string, unknown>> = {},
  ): Promise<string | undefined> {
    const { people } = this.parts;
    await this.burst.over();
    const fresh = people.fresh(reach.user.id);
    // Asked in any case, so that a new name is known the next time.
    const asked = people.look(reach.user.id);
    const first = await this.#attempt(this.#as(reach, fresh), act, about);
    if (fresh !== undefined || !isAboutRole(first)) return this.#sentenceOf(first);
    const now = this.#as(reach, await asked);
    const last = now.caller.admin ? await this.#attempt(now, act, about) : { ...first, who: now };
    return this.#sentenceOf(last);
  }

  #as(reach: Reach, profile: Profile | undefined): Who {
    const caller = this.parts.people.caller(reach.user, this.placeOf(reach), profile);
    return { caller, isKnown: profile !== undefined };
  }

  async #attempt(
    who: Who,
    act: (caller: Caller) => Promise<void>,
    about: Readonly<Record<string, unknown>>,
  ): Promise<Attempt> {
    try {
      await act(who.caller);
      return { who, failure: null };
    } catch (cause) {
      const refusal = cause instanceof UserError ? cause : storageRefusal(cause);
      if (refusal !== undefined) return { who, failure: refusal };
      this.parts.log.error({ err: cause, ...about }, 'something that a person did failed');
      return { who, failure: 'fault' };
    }
  }

  /** The sentence that tells the person of a failure; undefined when there was none. */
  #sentenceOf(attempt: Attempt): string | undefined {
    const { failure, who } = attempt;
    const { locale } = who.caller;
    if (failure === null) return undefined;
    if (failure === 'fault') return words(locale).fault();
    if (who.isKnown || !isAboutRole(attempt)) return say(failure, locale);
    const { lacking } = this.parts.people;
    if (lacking === undefined) return words(locale).slack_role_unknown();
    return words(locale).slack_role_scope(lacking);
  }

  /**
   * Whether no earlier process handled the delivery either. Waits until the database takes writes. Requests for a pair have their own
   * key, and wait by themselves, together with others.
   */
  async isFirst(caller: Caller, reach: Reach): Promise<boolean> {
    const { studio } = this.parts;
    await studio.writable();
    return studio.isFirst(caller, Desk.keyOf(reach));
  }

  /** How a request for pairs is answered: by a post, which shows whether the bot is in the channel. */
  answering(reach: Reach): Answering {
    const { surface, answers } = this.parts;
    return {
      answer: (card, target) => surface.post(target, card),
      sayInstead: (text, rows) => answers.message(reach, sentence(text, rows)),
    };
  }
}

/** Whether it was refused for what the person is in the workspace. */
function isAboutRole({ failure }: Attempt): boolean {
  return failure instanceof UserError && ABOUT_ROLES.has(failure.code);
}
