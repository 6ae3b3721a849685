/** Words of the validator, in which it would speak to programmers. */
export const VALIDATOR =
  /invalid (input|option|string|key|element)|expected|received|undefined|\bNaN\b|\[object|unrecognized|too (big|small)|regex/i;
