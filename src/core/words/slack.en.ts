/** Texts of Slack alone. */
export const slackEn = {
  uninvited: (prompt: string) =>
    'I am not in this channel, so nothing was made and nothing is charged. Invite me (type /invite @ and my name), ' +
    `then press Try again. You asked for: “${prompt}”`,
  uninvited_reason: () => 'The bot is not in the channel.',
  ask_again: () => 'Try again',
};
