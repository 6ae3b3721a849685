import { z } from 'zod';
import type { Failure } from '../../core/domain/failure.ts';
import type { TokenUsage } from '../../core/domain/price.ts';
import { cleanMessage } from '../common/clean-message.ts';
import type { SaidText } from '../common/read-text.ts';
import { errorInside } from './refused-inside.ts';

const text = z.string().nullish().catch(null);
const count = z.number().int().nonnegative();
const contentSchema = z.object({ type: text, text, refusal: text });
const itemSchema = z.object({ type: text, content: z.array(contentSchema.catch({})).catch([]) });
const answerSchema = z.object({
  status: text,
  error: z.unknown().optional(),
  incomplete_details: z.object({ reason: text }).nullish().catch(null),
  output: z.array(itemSchema.catch({ content: [] })).catch([]),
  usage: z.object({ input_tokens: count, output_tokens: count }).nullish().catch(null),
});
type Answer = z.infer<typeof answerSchema>;

const NO_JSON = 'answered with something that is not JSON';

/** The text of an answer, or why it has none. The details never hold `key`. */
export function textOf(body: unknown, key: string): SaidText {
  const read = answerSchema.safeParse(body);
  if (!read.success) {
    return { said: { kind: 'provider_error', detail: NO_JSON }, tokens: null };
  }
  const { usage } = read.data;
  return { said: saidIn(read.data, key), tokens: usage ? tokensOf(usage) : null };
}

function saidIn(answer: Answer, key: string): string | Failure {
  const { status, error, incomplete_details: incomplete } = answer;
  if (error !== undefined && error !== null) return errorInside(error, key);
  const contents = answer.output.flatMap(({ content }) => content);
  const refusal = contents.find((one) => one.type === 'refusal' && one.refusal);
  if (refusal !== undefined) {
    return { kind: 'safety_block', detail: cleanMessage(refusal.refusal ?? '', key) };
  }
  if (incomplete?.reason === 'content_filter') {
    const detail = 'the answer was blocked (content_filter)';
    return { kind: 'safety_block', stage: 'output', detail, categories: ['content_filter'] };
  }
  if (incomplete?.reason === 'max_output_tokens') {
    return none('the answer was cut: it needs more tokens than it may have');
  }
  const said = contents.map((one) => (one.type === 'output_text' ? (one.text ?? '') : '')).join('');
  const isWhole = status === undefined || status === null || status === 'completed';
  if (isWhole && said !== '') return said;
  return none(cleanMessage(`answered without an answer (${status ?? 'nothing'})`, key));
}

function none(detail: string): Failure {
  return { kind: 'provider_error', detail, answered: true };
}

/** All input counts as text: the vendor does not say how much of it is pictures, which cost the same. */
function tokensOf({ input_tokens: textIn, output_tokens: textOut }: Usage): TokenUsage {
  return { textIn, imageIn: 0, textOut, imageOut: 0 };
}
type Usage = NonNullable<Answer['usage']>;
