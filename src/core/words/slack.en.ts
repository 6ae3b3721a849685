import { counted } from '../base/text.ts';
import type { ClosedWhy } from '../ports/surface.ts';

const UNSHOWN = {
  storage_limit_reached:
    'the file storage of this workspace is full. Delete files, or ask an admin for more room.',
  file_uploads_disabled: 'this workspace lets nobody upload files. An admin can change that.',
  file_uploads_except_images_disabled:
    'this workspace limits which files are uploaded. An admin can change that.',
  file_type_not_allowed: 'this workspace takes no files of this type. An admin can change that.',
  file_upload_size_restricted: 'its file is larger than this workspace takes.',
  missing_scope:
    'I lack the right to upload files here. Ask an admin to add files:write and files:read to the app, and to reinstall it.',
  file_deleted: 'its file was deleted in Slack.',
  never_ready: 'Slack did not get it ready in time.',
} as const;
/** Why Slack shows a link in place of a picture: most are Slack's own codes. */
export type Unshown = keyof typeof UNSHOWN;

const CLOSED: Readonly<Record<ClosedWhy, { readonly what: string; readonly help: string }>> = {
  uninvited: {
    what: 'I am not in this channel',
    help: 'Invite me (type /invite @ and my name)',
  },
  direct: {
    what: 'I am not in this direct message',
    help: 'Use a channel that I am in, or a direct message with me',
  },
  archived: {
    what: 'This channel is archived',
    help: 'Let an admin bring it back',
  },
  restricted: {
    what: 'In this channel only some people may post',
    help: 'Ask an admin to let this app post too',
  },
  gone: {
    what: 'The channel or thread is gone',
    help: 'Ask in another one',
  },
  tab_off: {
    what: 'My Messages tab is off',
    help: 'Ask an admin to turn it on in the app’s settings, under App Home',
  },
  refused: {
    what: 'I may not post in this channel',
    help: 'Ask an admin to look at what this app may do in this workspace',
  },
};

function lacking(scope: string) {
  return {
    what: `I lack the right “${scope}” in this workspace`,
    help: 'Ask an admin to add it to the app, and to reinstall it',
  };
}

/** Texts of Slack alone. */
export const slackEn = {
  /** `scope`: the right that the app lacks. `again`: what people can do when that is mended; null where it cannot be. */
  closed: (
    why: ClosedWhy,
    prompt: string,
    { scope, again }: { readonly scope: string | null; readonly again: 'press' | 'ask' | null },
  ) => {
    const { what, help } = scope === null ? CLOSED[why] : lacking(scope);
    const then =
      again === null ? '' : `, then ${again === 'press' ? 'press Try again' : 'ask again'}`;
    return `${what}, so nothing was made and nothing is charged. ${help}${then}. You asked for: “${prompt}”`;
  },
  closed_reason: (why: ClosedWhy) => `${CLOSED[why].what}.`,
  ask_again: () => 'Try again',
  help_slack: () =>
    '/generate alone opens a form with every option and your own images. The menu of a message has Use as reference and Details. My Home tab shows your credits, pairs and likes.',
  app_about: () => 'Makes pairs of images from one prompt, and never hides what is happening.',
  hint_generate: () => 'a woman walking in Seoul size:portrait',
  diptych_about: () => 'Help, credits, history, likes, models, pool, review, costs',
  hint_diptych: () => 'help',
  shortcut_reference: () => 'Use as reference',
  shortcut_reference_about: () => 'Make a pair with the images of this message as references',
  shortcut_details: () => 'Details',
  shortcut_details_about: () => 'How the image of this message was made',
  slack_unshown: (why: Unshown): string => `The picture is not shown here: ${UNSHOWN[why]}`,
  slack_place_uninvited: () =>
    'I am not in the channel of your pair any more, so its messages cannot be posted there. Invite me (type /invite @ and my name); then the header of your pair offers Re-post. Nothing is lost.',
  slack_place_archived: () =>
    'The channel of your pair is archived, so its messages cannot be posted there. When it is back, the header of your pair offers Re-post; /diptych history shows what was made.',
  slack_place_restricted: () =>
    'In the channel of your pair only some people may post. Ask an admin to let this app post there too; then the header of your pair offers Re-post. Nothing is lost.',
  slack_place_scope: (scope: string) =>
    `I lack the right “${scope}” in this workspace, so the messages of your pair cannot be posted. Ask an admin to add it to the app, and to reinstall it; then the header of your pair offers Re-post.`,
  slack_place_refused: (code: string) =>
    `Slack does not let me post in the channel of your pair (${code}). Ask an admin about it; then the header of your pair offers Re-post. Nothing is lost.`,
  slack_place_share_limit: (code: string) =>
    `Slack does not share the images of your pair: a limit for shared files of this workspace is reached (${code}). Ask an admin to delete files or to raise the limit; then Re-post at the header of your pair tries again. Nothing is lost.`,
  slack_place_threadless: () =>
    'The thread of your pair takes no replies: its first message was deleted, or can have none. What was made is kept: /diptych history shows it. Ask again in the channel or in another thread.',
  slack_loading: () => 'One moment…',
  slack_pictures: () =>
    'Some pictures are left out: Slack shows only those that were posted where you are.',
  slack_message: () => 'Open the message',
  slack_keep: () => 'Keep it',
  slack_remove_ask: (name: string) =>
    `New plans leave out “${name}”. What was made with it can run again, and an admin can put it back.`,
  slack_files: (files: number, megabytes: number) =>
    `Up to ${counted(files, 'image')}: PNG, JPEG or WebP, each up to ${megabytes} MB. A larger one: post it, then choose “Use as reference” in the menu of its message.`,
  slack_text_cut: (characters: number) =>
    `A form in Slack takes ${counted(characters, 'character')}, so the end of the text is left out here.`,
  slack_role_unknown: () =>
    'Slack did not say just now whether you are an admin here, so I cannot do that. Please try again in a minute.',
  slack_role_scope: (scope: string) =>
    `I lack the right “${scope}” in this workspace, so Slack does not tell me whether you are an admin here, and I cannot do that. Ask an admin to add it to the app, and to reinstall it.`,
  slack_too_late: () =>
    'Slack took too long, so nothing could be opened for you. Please press or type it again.',
  slack_no_images: () =>
    'That message has no images. Choose a message with PNG, JPEG or WebP files.',
  slack_files_direct: () =>
    'I am not in this direct message, so Slack does not show me its files. Post the image in a channel that I am in, or in a direct message with me.',
  slack_files_scope: (scope: string) =>
    `I lack the right “${scope}” in this workspace, so Slack does not show me the files of its messages. Ask an admin to add it to the app, and to reinstall it.`,
  slack_files_hidden: () =>
    'I am not in this channel, so Slack does not show me the files of its messages. Invite me (type /invite @ and my name), then try again.',
};
