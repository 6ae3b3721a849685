/** Texts of Slack alone. */
export const slackEn = {
  uninvited: (prompt: string) =>
    'I am not in this channel, so nothing was made and nothing is charged. Invite me (type /invite @ and my name), ' +
    `then press Try again. You asked for: “${prompt}”`,
  uninvited_reason: () => 'The bot is not in the channel.',
  ask_again: () => 'Try again',
  app_about: () => 'Makes pairs of images from one prompt, and never hides what is happening.',
  hint_generate: () => 'a woman walking in Seoul size:portrait',
  diptych_about: () => 'Help, credits, history, likes, models, pool, costs',
  hint_diptych: () => 'help',
  shortcut_reference: () => 'Use as reference',
  shortcut_reference_about: () => 'Make a pair with the images of this message as references',
  shortcut_details: () => 'Details',
  shortcut_details_about: () => 'How the image of this message was made',
};
