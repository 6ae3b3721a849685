import type { SeenCall } from '../fakes/slack/api-server.ts';
import type { FakeSlack } from '../fakes/slack/fake-slack.ts';
import type { Aim } from './crash-chat.ts';

interface Target {
  readonly method: string;
  /** Only calls whose arguments, as JSON, say so. */
  readonly saying?: string;
}

const POST = 'chat.postMessage';
/** Kinds of calls that a kill is aimed at. */
const TARGETS: Readonly<Record<string, Target>> = {
  header: { method: POST, saying: 'pair_details' },
  post: { method: POST },
  image: { method: POST, saying: 'slack_file' },
  reserve: { method: 'files.getUploadURLExternal' },
  complete: { method: 'files.completeUploadExternal' },
  examine: { method: 'files.info' },
  edit: { method: 'chat.update' },
  look: { method: 'conversations.history' },
};
/** As often as they are to be hit. */
export const SLACK_TARGETS: readonly string[] = [
  'header',
  'header',
  'post',
  'image',
  'image',
  'image',
  'reserve',
  'complete',
  'examine',
  'edit',
  'look',
];

/** See `CrashChat.strikeAt`. */
export function strikeAt(
  slack: FakeSlack,
  { target: name, nth, moment }: Aim,
  { over, strike }: { over: AbortSignal; strike: () => void },
): Promise<boolean> {
  const { method, saying = '' }: Target = TARGETS[name] ?? { method: name };
  const from = slack.calls.length;
  const isTarget = (one: SeenCall) =>
    one.method === method && JSON.stringify(one.args).includes(saying);
  let armed = false;
  let refused = false;
  const arm = () => {
    armed = true;
    slack.fail({ method, how: { status: 502 }, onStrike: () => (refused = true) });
  };
  const look = () => {
    if (over.aborted) return 'over';
    const done = slack.calls.slice(from).filter((one) => one.outcome === 'ok' && isTarget(one));
    if (moment === 'before the effect' && !armed && done.length >= nth - 1) arm();
    if (moment === 'before the effect' ? !refused : done.length < nth) return undefined;
    slack.hold(/./);
    strike();
    return 'struck';
  };
  return slack.until(look).then((how) => how === 'struck');
}
