import { z } from 'zod';
import { codeOf } from '../bots/slack/errors.ts';
import { anything, type AskSlack } from './ask-slack.ts';
import { bad, type Finding, ok } from './finding.ts';

const HOME = 'Slack Home tab';
const MESSAGES = 'Slack Messages tab';
const SLACK_PERSON = 'slack:';

/** Codes of a person who is not there, or not any more. */
const NOBODY: ReadonlySet<string | undefined> = new Set(['user_not_found', 'user_disabled']);

const openedSchema = z.object({ channel: z.object({ id: z.string() }) });
const postedSchema = z.object({ ts: z.string() });

export interface TabsExam {
  /** Ids of admins, such as `slack:U123`; the tabs are tried with the first of Slack. */
  readonly adminUsers: readonly string[];
  readonly live: boolean;
  /** The page of the app's settings. */
  readonly appPage: string;
}

/** Checks whether both tabs of the app are on. */
export async function examineTabs(ask: AskSlack, exam: TabsExam): Promise<readonly Finding[]> {
  const admin = exam.adminUsers.find((id) => id.startsWith(SLACK_PERSON));
  if (admin === undefined) {
    const how = 'name yourself in ADMIN_USERS (slack: and the member ID of your profile)';
    return [ok('Slack tabs', `not asked; ${how} to have the Home and Messages tabs checked`)];
  }
  const user = admin.slice(SLACK_PERSON.length);
  const [home, messages] = await Promise.all([
    homeTab(ask, user, exam.appPage),
    exam.live
      ? messagesTab(ask, user, exam.appPage)
      : [ok(MESSAGES, `doctor --live tries it, by a message to ${admin} that it deletes at once`)],
  ]);
  return [...home, ...messages];
}

/**
 * Publishes a view with a hash that no view has: Slack refuses that (`hash_conflict`), so that nothing changes, or says
 * that the tab is off (`not_enabled`). Where the person has no view yet it may be published: the bot replaces it when
 * they open the tab.
 */
async function homeTab(ask: AskSlack, user: string, appPage: string): Promise<readonly Finding[]> {
  const text = 'Diptych’s doctor looked whether this tab works. Open it again to see your pairs.';
  const blocks = [{ type: 'section', text: { type: 'plain_text', text } }];
  const args = { user_id: user, hash: '0.doctor', view: { type: 'home', blocks } };
  const on = [ok(HOME, 'is on')];
  return ask.call('views.publish', anything, args).then(
    () => on,
    (cause: unknown) => {
      const code = codeOf(cause);
      if (code === 'hash_conflict') return on;
      if (NOBODY.has(code)) return [nobody(HOME, user)];
      return code === 'not_enabled' ? [off(HOME, appPage)] : ask.failed(HOME)(cause);
    },
  );
}

/** Only a message tells: one is sent to the person, and deleted at once. */
async function messagesTab(
  ask: AskSlack,
  user: string,
  appPage: string,
): Promise<readonly Finding[]> {
  const text = 'Diptych’s doctor tries whether it can write to you, and deletes this at once.';
  const quiet = { unfurl_links: false, unfurl_media: false };
  try {
    const opened = await ask.call('conversations.open', openedSchema, { users: user });
    const { id: channel } = opened.channel;
    const { ts } = await ask.call('chat.postMessage', postedSchema, { channel, text, ...quiet });
    await ask.call('chat.delete', anything, { channel, ts });
    return [ok(MESSAGES, `is on: a message to slack:${user} was sent and deleted`)];
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'messages_tab_disabled') return [off(MESSAGES, appPage)];
    if (NOBODY.has(code)) return [nobody(MESSAGES, user)];
    return ask.failed(MESSAGES)(cause);
  }
}

function off(what: string, appPage: string): Finding {
  return bad(what, `is off: open ${appPage}/app-home, and switch it on under “Show Tabs”.`);
}

function nobody(what: string, user: string): Finding {
  const how = 'copy the member ID from your profile (⋮, Copy member ID)';
  return bad(what, `slack:${user} in ADMIN_USERS is nobody in this workspace: ${how}.`);
}
