/** Texts of the page where pictures are compared. Without imports, because browsers load this file. */
export const pageCompareEn = {
  title: (prompt: string) => `Compare: ${prompt}`,
  modes: () => 'How to compare',
  mode_beside: () => 'Side by side',
  mode_slider: () => 'Slider',
  mode_flip: () => 'Hold to flip',
  mode_hint: (mode: 'beside' | 'slider' | 'flip') =>
    ({
      beside: 'Both pictures beside each other',
      slider: 'One over the other, with a line to drag between them (S)',
      flip: 'One in the place of the other: hold the picture, or press F',
    })[mode],
  line: () => 'The line between A and B',
  flip: (side: string) => `Hold to see ${side} (F)`,
  zoom_in: () => 'Zoom in (+)',
  zoom_out: () => 'Zoom out (−)',
  whole: () => 'Whole picture (W)',
  side: (side: string, recipe: string) =>
    `Side ${side}, ${recipe}: its attempts follow the arrow keys (${side})`,
  earlier: (side: string) => `Earlier attempt of ${side} (←)`,
  later: (side: string) => `Later attempt of ${side} (→)`,
  attempt: (at: number, all: number) => `${at} / ${all}`,
  download: (side: string) => `Download ${side} (D)`,
  download_one: () => 'Download (D)',
  vote: () => 'Which is better?',
  with_key: (label: string, key: string) => `${label} (${key})`,
  only_newest: () => 'Votes are about the newest picture of each side.',
  differs: () => 'What differs',
  references_of: (side: string) => `References of ${side}`,
  recipes: (a: string, b: string) => `A: ${a} · B: ${b}`,
};
