/** Texts of the composer of the web chat's page. Without imports, because browsers load this file. */
export const pageComposerEn = {
  region: () => 'Composer',
  box: () => 'What should the pictures show? Type / for commands',
  send: () => 'Send',
  attach: () => 'Attach images',
  detach: (name: string) => `Remove ${name}`,
  attachments: () => 'Attached images',
  dismiss: () => 'Dismiss',
  suggestions: () => 'Suggestions',
  suggested: (count: number) => (count === 1 ? '1 suggestion' : `${count} suggestions`),
  drop: () => 'Drop images here to attach them',
  drop_limits: (max: number, limit: string) => `PNG, JPEG or WebP, up to ${max}, ${limit} each`,
  too_many: (names: readonly string[], max: number) =>
    `At most ${max} ${max === 1 ? 'image' : 'images'} can be attached. Left out: ${names.join(', ')}.`,
  not_images: (names: readonly string[]) =>
    names.length === 1
      ? `“${names[0]}” is not a PNG, JPEG or WebP image.`
      : `These are not PNG, JPEG or WebP images: ${names.join(', ')}.`,
  too_large: (names: readonly string[], limit: string) =>
    names.length === 1
      ? `“${names[0]}” is larger than ${limit}.`
      : `These are larger than ${limit}: ${names.join(', ')}.`,
  too_many_pixels: (names: readonly string[], megapixels: number) =>
    names.length === 1
      ? `“${names[0]}” has more than ${megapixels} megapixels.`
      : `These have more than ${megapixels} megapixels: ${names.join(', ')}.`,
  too_long: (names: readonly string[], pixels: number) =>
    names.length === 1
      ? `“${names[0]}” is wider or higher than ${pixels.toLocaleString('en')} pixels.`
      : `These are wider or higher than ${pixels.toLocaleString('en')} pixels: ${names.join(', ')}.`,
  broken: (names: readonly string[]) =>
    names.length === 1
      ? `“${names[0]}” is damaged and cannot be read as an image.`
      : `These are damaged and cannot be read as images: ${names.join(', ')}.`,
  sending: (image: number, of: number, percent: number) =>
    of === 1 ? `Sending the image, ${percent} %` : `Sending image ${image} of ${of}, ${percent} %`,
  stop: () => 'Cancel',
  options: () => 'Options',
  chip: {
    tier: 'Tier',
    size: 'Size',
    angle: 'Angle',
    lens: 'Lens',
    persona: 'Person',
    category: 'Tone',
    count: 'Pairs',
  },
  typed: () => 'Typed in the prompt: counts for this line alone',
  clear: (name: string) => `Clear ${name.toLowerCase()}`,
  automatic: () => 'Automatic',
  search: () => 'Search',
  pairs: (count: number) => (count === 1 ? '1 pair' : `${count} pairs`),
  no_choices: () => 'Nothing fits.',
  loading: () => 'Loading…',
  credits: (used: number, quota: number) => `${used} / ${quota}`,
  credits_reset: (at: string) => `new at ${at}`,
  credits_whole: (used: number, coming: number, quota: number, at: string) =>
    `${used} of ${quota} credits of today are used${coming === 0 ? '' : `, ${coming} more are on their way`}. New credits come at ${at}.`,
  counted: (count: number, most: number) =>
    `${count.toLocaleString('en')} / ${most.toLocaleString('en')}`,
  unknown_word: (word: string, nearest: string) =>
    `There is no command “${word}”. Did you mean “${nearest}”? A prompt needs no slash.`,
  command_generate: () => 'make a pair of images',
  command_help: () => 'what Diptych does',
  command_credits: () => 'your credits',
  command_history: () => 'your pairs',
  command_likes: () => 'images you like',
  command_models: () => 'models you can choose',
  command_pool: () => 'the reference pool',
  command_review: () => 'what safety systems refused (admins)',
  command_costs: () => 'what provider calls cost (admins)',
  command_settings: () => 'what the hub does by itself',
};
