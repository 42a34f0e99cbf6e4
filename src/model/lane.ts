/** The two directions of a chat. Each has its own order, fence and loop. */
export const LANES = ['to-kommo', 'to-messenger'] as const;
export type Lane = (typeof LANES)[number];

/** Where a row may be: in a lane of the chat's conversation or, of an old message, in that of imports, which goes to Kommo too. */
export type RowLane = Lane | 'import';
