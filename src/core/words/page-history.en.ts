/** Texts of the page where one looks through one's own pairs. Without imports, because browsers load this file. */
export const pageHistoryEn = {
  title: () => 'Your pairs',
  open: () => 'History',
  search: () => 'Search the prompts',
  today: () => 'Today',
  yesterday: () => 'Yesterday',
  none: () => 'You have asked for no pair yet.',
  none_found: (words: string) => `No prompt of yours has “${words}”.`,
  loading: () => 'Looking…',
  found: (count: number, more: boolean) =>
    more ? `${count} pairs, and more` : count === 1 ? '1 pair' : `${count} pairs`,
  older: () => 'Show older pairs',
  no_picture: (side: string) => `${side}: no picture`,
  again: () => 'Try again',
};
