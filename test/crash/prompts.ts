/** What people ask for while hubs are killed: every way a side can end. */
export const PROMPTS = [
  'a woman walking',
  'a cat @everyone',
  'a cat #slow-b',
  'a market #fail-a',
  'a street #block-b',
  'a tree #late-a',
  'a lake #hang-b',
];
