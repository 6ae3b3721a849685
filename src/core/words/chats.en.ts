import { counted } from '../base/text.ts';
import type { Refusal } from '../domain/pair.ts';
import type { DiptychWord, OptionName } from '../chat/command.ts';

const WORDS: Readonly<Record<DiptychWord, string>> = {
  help: 'What Diptych does, and how',
  credits: 'Your credits of today and of all time',
  history: 'Your pairs, newest first',
  likes: 'Images you like',
  models: 'Models and sizes you can choose',
  pool: 'The reference pool: browse, filter, remove',
  review: 'For admins: what safety systems refused here, and what came of it',
  costs: 'For admins: what provider calls cost here, and what was spent on nothing',
  settings: 'What I do by myself in this workspace; admins change it',
};

const OPTIONS: Readonly<Record<OptionName, string>> = {
  prompt: 'What the pictures should show; without it a form opens',
  tier: 'Quality tier: its first model is used',
  model: 'One model by its name, instead of the first of a tier',
  size: 'Size: square, landscape, portrait, or exactly, such as 1024x1024',
  angle: 'Camera angle',
  lens: 'Lens',
  persona: 'A person of the reference pool',
  category: 'A tone category of the reference pool',
  tone_ratio: 'How strongly the tone references count, in percent',
  angle_ratio: 'How strongly the angle counts, in percent',
  experiment: 'What the two sides differ in',
  versus: 'The tier or model to compare with: one side is made with it',
  count: 'How many pairs',
};

/** Texts of chats such as Discord, besides cards. */
export const chatsEn = {
  command_generate: () => 'Make a pair of images from one prompt',
  command_diptych: () => 'Help, credits, history, likes, models, pool, review, costs, settings',
  word_about: (word: DiptychWord) => WORDS[word],
  option_about: (name: OptionName) => OPTIONS[name],
  option_reference: () => 'An image of your own as a reference: PNG, JPEG or WebP, up to 20 MB',
  option_shelf: () => 'Only of this person or tone category',
  option_spoiler: () => 'Hide pictures in this channel until somebody asks to see them',
  experiment_name: (name: 'tones' | 'angles' | 'models'): string =>
    ({
      tones: '3 tone references against 5',
      angles: 'angle in words against an image',
      models: 'one model against another',
    })[name],
  menu_details: () => 'Diptych details',
  spoiler_now: (on: boolean): string =>
    on
      ? 'In this channel pictures are hidden until somebody asks to see them.'
      : 'In this channel pictures are shown openly.',
  fault: () => 'Something went wrong here, and it is logged. Please try again.',
  place_forbidden: () =>
    'I may not post in the channel of your pair any more. Ask an admin to let me view it, send messages, ' +
    'attach files and read its history; then the header of your pair offers Re-post. Nothing is lost.',
  filtered_prompt: (said: string) =>
    `This chat refuses to show the words of your prompt: “${said}”. So nothing more is made for it. Write it in other words.`,
  filtered_message: ({ about, said }: Refusal) =>
    `An image for you was made, but this chat refuses to show ${about === 'words' ? 'the words of its message' : 'it'}: “${said}”. ` +
    'Nothing was charged for it. The header of your pair has Edit… to try another prompt.',
  filtered_edit: (said: string) =>
    `A message of your pair does not show how it is now, because this chat refuses its words: “${said}”. /diptych history does.`,
  filtered_private: (said: string) => `This chat refuses to show the words of that: “${said}”.`,
  withheld: () => '(words that this chat refuses to show)',
  place_gone: () =>
    'The channel of your pair is gone, so its images cannot be posted there. They are kept: /diptych history shows them.',
  text_whole: () => 'The whole text is in the attached file.',
  more_pictures: (count: number) => `and ${counted(count, 'more picture')}`,
  shown_smaller: (megabytes: string) =>
    `Shown smaller: the original has ${megabytes} MB, more than can be posted here.`,
  original_link: () => 'Open the original',
  original_kept: (key: string) =>
    `The hub keeps the original as ${key}: ask an admin for it, or to set PUBLIC_URL, which links it here.`,
};
