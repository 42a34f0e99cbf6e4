import { z } from 'zod';
import * as objects from './objects';
import { said } from './to-courier';

/** How the service answers `history.requested` (docs/custom-webhook.md): in the words of `message.created`. */

export const HISTORY_MESSAGES_MOST = 500;
export const CURSOR_MOST = 2_000;

export const PastMessage = z
  .object({
    chat: objects.Id.meta({ description: 'The id of its conversation' }),
    id: objects.Id.meta({ description: 'As it was told when it was new; of those that Courier brought, Courier’s' }),
    created_at: objects.Time,
    sender: objects.Sender,
    ...said,
    buttons: z.array(objects.Button).max(objects.BUTTONS_MOST).optional(),
    reply_to: objects.Quote.optional(),
  })
  .meta({ id: 'PastMessage' });
export type PastMessage = z.infer<typeof PastMessage>;

export const PastChat = z
  .object({ id: objects.Id, title: z.string().max(255).optional().meta({ description: 'Whom it is with' }) })
  .meta({ id: 'PastChat' });

export const HistoryPage = z
  .object({
    messages: z.array(PastMessage).max(HISTORY_MESSAGES_MOST),
    chats: z.array(PastChat).max(HISTORY_MESSAGES_MOST).optional().meta({
      description: 'Conversations; one that is not told is called as its customer is',
    }),
    next: z.string().min(1).max(CURSOR_MOST).optional().meta({
      description: 'Comes back as `cursor` with the next question; left out: that was all',
    }),
  })
  .meta({ id: 'HistoryPage', description: 'How the service answers `history.requested`, with 200' });
