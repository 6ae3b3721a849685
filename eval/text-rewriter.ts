import { classifyByRules } from '../src/core/plan/rules.ts';
import { checkRewrite, rewriteRequest } from '../src/core/plan/text-rewrite.ts';
import type { TextModel } from '../src/core/ports/text-model.ts';
import { STARTER_CATEGORIES } from '../src/providers/sample/starter.ts';
import type { Rewrite } from './ask.ts';
import type { Refused } from './lists.ts';

/** A text model that rewrites as it does for a blocked generation. An answer that people would not be shown is none. */
export function textRewriter(model: TextModel): Rewrite {
  return async (refused, signal) => {
    const image = imageOf(refused);
    const style = STARTER_CATEGORIES.find(({ slug }) => slug === image.spec.category);
    const request = rewriteRequest(image, { experiment: 'tones', style });
    const { value } = await model.complete(request, signal);
    const checked = checkRewrite(value.rewrite, refused.prompt);
    if (checked.type === 'unusable') throw new Error(checked.detail);
    return checked.prompt;
  };
}

/** The blocked generation of a line, without angle, lens and attachments. The category stands for its style. */
function imageOf({ prompt, style, refusal, stage }: Refused): Parameters<typeof rewriteRequest>[0] {
  const { category } = classifyByRules(`${prompt}, ${style}`, STARTER_CATEGORIES);
  const { scene } = classifyByRules(prompt, STARTER_CATEGORIES);
  return {
    spec: { userPrompt: prompt, scene, category, angle: null, lens: null, references: [] },
    failure: { kind: 'safety_block', detail: refusal, stage },
  };
}
