import { sideLine, tookMs, undeliveredOf } from '../../../core/cards/header.ts';
import { shownRatios } from '../../../core/cards/image.ts';
import { recipeText } from '../../../core/cards/options.ts';
import { liveLine } from '../../../core/cards/parts.ts';
import { encodeAction } from '../../../core/chat/action.ts';
import { choiceOf } from '../../../core/domain/experiment.ts';
import { mayRun } from '../../../core/domain/limits.ts';
import type { Generation } from '../../../core/domain/pair.ts';
import { newestOf, ofSide, postOf } from '../../../core/domain/pair-view.ts';
import { isLive, type SideName } from '../../../core/domain/side.ts';
import { type Ratio, RATIOS } from '../../../core/domain/spec.ts';
import type { Look } from '../../../core/studio/show/looks.ts';
import type { AttemptFacts, SideFacts } from '../pair-facts-schema.ts';

/** A side of a pair, the same for everybody. */
export function sideFacts(look: Look, side: SideName): SideFacts {
  const { view, context, usualMs } = look;
  const newest = newestOf(view, side);
  const planned = newest?.spec ?? choiceOf(view.pair, side);
  const { width, height } = newest?.image ?? planned.size;
  const lost = undeliveredOf(view, side);
  return {
    recipe: recipeText(view, side, context),
    width,
    height,
    usual_ms: usualMs(planned.modelId),
    live: newest === undefined ? null : liveFacts(newest, look),
    attempts: ofSide(view, side)
      .filter(({ state, deletedAt }) => !isLive(state) && deletedAt === null)
      .map((one) => attemptFacts(one, look)),
    text: sideLine(view, side, context).text,
    repost: lost === undefined ? null : encodeAction({ type: 'repost', generation: lost.id }),
  };
}

function liveFacts(newest: Generation, { context }: Look): SideFacts['live'] {
  const { id, number, state } = newest;
  if (state !== 'waiting' && state !== 'running') return null;
  const { text, since = newest.createdAt } = liveLine(newest, context);
  const cancel = encodeAction({ type: 'cancel', generation: id });
  return { generation: id, number, state, text, since, cancel };
}

function attemptFacts(one: Generation, { view }: Look): AttemptFacts {
  const { spec, staged } = one;
  const post = postOf(view, one.id);
  const mayStage = one.image !== null && mayRun(view.generations, one.side, '') !== 'side_full';
  const segments = (type: 'tone' | 'angle', ratio: Ratio | null, stagedRatio: Ratio) =>
    ratio === null || !mayStage
      ? null
      : { ratio, staged: stagedRatio, choices: choices(one, type) };
  const [tone, angle] = shownRatios(one, { tone: spec.toneRatio, angle: spec.angleRatio });
  return {
    generation: one.id,
    number: one.number,
    message_id: post?.state === 'posted' ? post.messageId : null,
    state: one.state,
    at: one.endedAt ?? one.createdAt,
    took_ms: tookMs(view, one),
    tone: segments('tone', tone, staged.tone),
    angle: segments('angle', angle, staged.angle),
  };
}

/** The buttons that stage each ratio for Regenerate. */
function choices({ id: generation }: Generation, type: 'tone' | 'angle') {
  return RATIOS.map((ratio) => ({ ratio, id: encodeAction({ type, generation, ratio }) }));
}
