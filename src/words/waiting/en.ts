/** Why a delivery waits, as whoever looks after Courier reads it; `{name}` stands for what is named. */
export const en = {
  'waits.interrupted': 'The worker was interrupted before sending; nothing was sent',
  'waits.file': 'The file is still being fetched',
  'waits.address': 'The customer is still being looked up',
  'waits.no-answer': 'The messenger gave no answer',
  'waits.one-by-one': 'The pieces of the album go one by one',
  'waits.referred': 'The message it refers to is under way',
  'waits.turn': '{messenger} takes so many messages at a time, and this one waits for its turn.',
  'waits.kommo-asked': 'Kommo is asked whether the message arrived',
  'waits.kommo-silent': 'Kommo does not say whether the message arrived',
  'waits.decision': 'Its webhook was lost, and nobody has decided yet whether it is still sent',

  // Why nothing is sent in a chat, or through a source.
  'held.paused': 'Paused by {by}',
  'held.no-reason': 'held',
} as const;
