import type { Undelivered } from '../contract';
import { tell, type Context } from './api';
import type { ErrorCode } from './protocol/answers';

const CODES: Readonly<Record<Undelivered['what'], ErrorCode>> = {
  message: 'internal',
  file: 'media_unreachable',
  target: 'message_not_found',
};

/** What the service would have heard at once, had its event not been taken first (webhook.md §4). */
export async function undelivered(context: Context, { key, chat, remoteId, what, text }: Undelivered): Promise<void> {
  const at = new Date(context.clock.now()).toISOString();
  await tell(context, {
    type: 'message.status',
    id: `evt_${key}`,
    data: {
      message: { id: remoteId },
      conversation: { id: chat },
      status: 'failed',
      at,
      error: { code: CODES[what], message: text },
    },
  });
}
