/** The part of a post's target that belongs to a first try: nothing was kept, and what is kept is forgotten. */
export const FIRST_TRY = { memo: null, keep: () => undefined } as const;
