import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as slackClient from '../src/bots/slack/client.ts';
import * as slackEdits from '../src/bots/slack/edit-budget.ts';
import { BYTES_MS, READY_MS } from '../src/bots/slack/files.ts';
import { MAX_PAGES } from '../src/bots/slack/find.ts';
import { PAGE } from '../src/bots/slack/history.ts';
import * as slackHttp from '../src/bots/slack/http.ts';
import { GAP_MS, LIMITS } from '../src/bots/slack/limits.ts';
import * as people from '../src/bots/slack/people.ts';
import { BURST } from '../src/bots/slack/post-pace.ts';
import * as recent from '../src/bots/slack/recent.ts';
import {
  JSON_BODY_MS,
  LONG_BODY_BYTES,
  MAX_BODY_DEPTH,
  SHORT_BODY_BYTES,
} from '../src/bots/web/body.ts';
import { MAX_KEY } from '../src/bots/web/fields.ts';
import { UPLOAD_MS } from '../src/bots/web/routes/messages.ts';
import * as turns from '../src/bots/web/upload-turns.ts';
import { SESSION_MS } from '../src/bots/web/sessions.ts';
import { DAY_MS } from '../src/core/base/units.ts';
import { PLAN_MS } from '../src/core/studio/ask/planner.ts';
import { MAX_ATTACHMENTS, MAX_LINE } from '../src/core/chat/command.ts';
import { MAX_REST_MS } from '../src/core/line/act-after.ts';
import { OTHERS_MS } from '../src/core/domain/race.ts';
import { MAX_AUTO_RETRIES } from '../src/core/domain/workspace-setting.ts';
import { MAX_RIVALS } from '../src/core/plan/race.ts';
import { CLASSIFY_MS } from '../src/core/studio/ask/plan-of.ts';
import { JUDGE_MS } from '../src/core/studio/run/referee.ts';
import { REWRITE_MS } from '../src/core/studio/run/rewrites.ts';
import * as limits from '../src/core/domain/limits.ts';
import { MAX_PROMPT } from '../src/core/domain/prompt-limit.ts';
import { MAX_PARTS } from '../src/images/parts.ts';
import { ATTACHMENT_LIMITS, OUTPUT_LIMITS } from '../src/core/domain/picture-limits.ts';
import * as shortFetch from '../src/providers/common/bounded-fetch.ts';
import { MAX_ANSWER_CHARS } from '../src/providers/common/read-text.ts';
import { MAX_PICTURE_BYTES, MAX_PICTURES } from '../src/providers/common/text-request.ts';
import { MAX_HELD, MAX_HELD_BYTES } from '../src/core/studio/press/uploads.ts';

const ROOT = join(import.meta.dirname, '..');
const rows = readFileSync(join(ROOT, 'docs/limits.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!what |-)/.test(line))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );

/** The numbers of the row that begins with these words. */
function numbersOf(what: string): readonly number[] {
  const found = rows.filter(([first = '']) => first.startsWith(what));
  expect(found, what).toHaveLength(1);
  return [...(found[0]?.[1] ?? '').matchAll(/\d+/g)].map(Number);
}

it.each<[string, readonly number[]]>([
  ['body of', [LONG_BODY_BYTES / 1024]],
  ['any other JSON', [SHORT_BODY_BYTES / 1024]],
  ['a JSON body', [JSON_BODY_MS / 1000, 5]],
  ['a typed line', [MAX_LINE, 16]],
  ['commands held', [limits.MAX_UNANSWERED]],
  ['planning one pair', [PLAN_MS / 1000]],
  ['the text of an answer', [MAX_ANSWER_CHARS]],
  ['all that a vendor answers', [shortFetch.MAX_BYTES / 1e6]],
  ['pictures that a text model', [MAX_PICTURES, MAX_PICTURE_BYTES / 1e6]],
  ['sign-ins', [1000, SESSION_MS / DAY_MS]],
  [
    "a vendor's picture",
    [OUTPUT_LIMITS.maxBytes / 1024 / 1024, OUTPUT_LIMITS.maxPixels / 1e6, OUTPUT_LIMITS.maxSide],
  ],
  ['nesting', [MAX_BODY_DEPTH]],
  ['an image that', [ATTACHMENT_LIMITS.maxBytes / 1024 / 1024]],
  ['its time', [UPLOAD_MS / 1000, 10]],
  ['such images', [turns.UPLOADS_AT_ONCE]],
  ['of one person', [turns.UPLOADS_AT_ONCE_OF_ONE]],
  ['waiting for their turn', [turns.UPLOADS_WAITING]],
  ['waiting, of one', [turns.UPLOADS_WAITING_OF_ONE]],
  ['time of waiting', [turns.TURN_MS / 1000]],
  ['images that a person holds', [MAX_HELD, MAX_HELD_BYTES / 1024 / 1024]],
  ['a prompt', [MAX_PROMPT]],
  ['any other option', [limits.MAX_OPTION]],
  ['a file’s name'.replace('’', "'"), [limits.MAX_FILE_NAME]],
  ['feedback', [limits.MAX_FEEDBACK]],
  ['an `Idempotency-Key`', [MAX_KEY]],
  ['images of one request', [MAX_ATTACHMENTS]],
  ['pairs of one request', [limits.MAX_COUNT]],
  ['a picture', [ATTACHMENT_LIMITS.maxPixels / 1e6, ATTACHMENT_LIMITS.maxSide]],
  ['chunks or segments', [MAX_PARTS]],
  ['pairs of a person, running', [limits.MAX_RUNNING_PAIRS]],
  ['pairs of a person, waiting', [limits.MAX_WAITING_PAIRS]],
  ['runs of one spec', [limits.MAX_RUNS]],
  ['generations of a side', [limits.MAX_GENERATIONS]],
  ['a delivery over', [slackHttp.MAX_BYTES / 1024 / 1024, slackHttp.BODY_MS / 1000]],
  ['such deliveries', [slackHttp.MAX_ALL_BYTES / 1024 / 1024]],
  ['deliveries that are remembered', [recent.MAX, recent.LIFE_MS / 3_600_000]],
  ['files of one form', [LIMITS.fieldFiles, LIMITS.fieldFileBytes / 1024 / 1024]],
  ["a call of Slack's", [slackClient.ANSWER_MS / 1000]],
  ['an uploaded picture', [READY_MS / 1000]],
  ['the bytes of an uploaded', [BYTES_MS / 1000]],
  ['posts in one channel', [BURST, GAP_MS / 1000]],
  ['edits of messages', [slackEdits.MOST, slackEdits.EACH_MS / 1000]],
  ['pages of messages', [MAX_PAGES, PAGE]],
  ['people whose names', [people.MAX_PEOPLE, people.FRESH_MS / 1000]],
  ['how long anything waits', [people.ANSWER_MS / 1000]],
  ['time of a call for a plan', [CLASSIFY_MS / 1000]],
  ['time of a call for a safer', [REWRITE_MS / 1000]],
  ['time of a call for a verdict', [JUDGE_MS / 1000]],
  ['time of the others', [OTHERS_MS / 1000]],
  ['models of a race', [1 + MAX_RIVALS]],
  ['automatic retries', [MAX_AUTO_RETRIES]],
  ['a rest that an automatic', [MAX_REST_MS / 1000]],
])('docs/limits.md tells the limit of “%s…” as the code has it', (what, numbers) => {
  expect(numbersOf(what)).toEqual(numbers);
});

it('docs/limits.md names files that are there', () => {
  for (const [, , file = ''] of rows) {
    expect(readFileSync(join(ROOT, file.replaceAll('`', '')), 'utf8')).toMatch(/\d/);
  }
});
