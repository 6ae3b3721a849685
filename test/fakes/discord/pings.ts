import type { AllowedMentions } from './validate-message.ts';

/** Who a text would notify: `everyone`, `here`, `user:ID`, `role:ID`. */
export function pingsOf(
  text: string,
  allowed: AllowedMentions | null | undefined,
  repliedTo: string | undefined,
): readonly string[] {
  const found = new Set<string>();
  const everything = allowed?.parse ?? (allowed ? [] : ['users', 'roles', 'everyone']);
  if (everything.includes('everyone')) {
    for (const [, word] of text.matchAll(/@(everyone|here)\b/gu)) found.add(String(word));
  }
  for (const [, id = ''] of text.matchAll(/<@!?(\d+)>/gu)) {
    if (everything.includes('users') || allowed?.users?.includes(id)) found.add(`user:${id}`);
  }
  for (const [, id = ''] of text.matchAll(/<@&(\d+)>/gu)) {
    if (everything.includes('roles') || allowed?.roles?.includes(id)) found.add(`role:${id}`);
  }
  // Without allowed_mentions an answer notifies whom it answers.
  if (repliedTo !== undefined && (allowed?.replied_user ?? !allowed))
    found.add(`user:${repliedTo}`);
  return [...found];
}
