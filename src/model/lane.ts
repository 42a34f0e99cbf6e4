/** The two directions of a chat. Each has its own order, fence and loop. */
export const LANES = ['to-kommo', 'to-messenger'] as const;
export type Lane = (typeof LANES)[number];
