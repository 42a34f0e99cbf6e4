import { z } from 'zod';
import type { Line } from '../lines/records';

export const ATTACHMENT_KINDS = ['picture', 'video', 'voice', 'audio', 'file', 'sticker'] as const;

/** What a service says that it shows, in its answer to the ping (webhook.md §8); what is left out it does not. */
export const capabilities = z.strictObject({
  text_max: z.int().min(1).max(20_000).exactOptional(),
  reply_to: z.boolean().exactOptional(),
  typing: z.boolean().exactOptional(),
  read: z.boolean().exactOptional(),
  reactions: z.enum(['any', 'none']).exactOptional(),
  buttons: z
    .strictObject({ max: z.int().min(1).max(10), kinds: z.array(z.enum(['reply', 'url'])).exactOptional() })
    .exactOptional(),
  attachments: z
    .strictObject({ kinds: z.array(z.enum(ATTACHMENT_KINDS)), max_size: z.int().min(1).exactOptional() })
    .exactOptional(),
  write_first: z.array(z.enum(['phone', 'email', 'username'])).exactOptional(),
  statuses: z.array(z.enum(['delivered', 'read'])).exactOptional(),
  reply_window_hours: z.number().positive().max(8760).exactOptional(),
});
export type ServiceCapabilities = z.infer<typeof capabilities>;

/** Of the sandbox's website. */
export const EVERYTHING: ServiceCapabilities = {
  text_max: 4000,
  reply_to: true,
  typing: true,
  read: true,
  reactions: 'any',
  buttons: { max: 10, kinds: ['reply', 'url'] },
  write_first: ['phone'],
  statuses: ['delivered', 'read'],
};

/** What is not said is so (webhook.md §8). */
export const TEXT_MOST = 4000;

export function capabilitiesOf({ facts }: Line): ServiceCapabilities {
  return capabilities.parse(JSON.parse(typeof facts.capabilities === 'string' ? facts.capabilities : '{}'));
}

export function declare(line: Line, declared: ServiceCapabilities): void {
  line.facts.capabilities = JSON.stringify(declared);
}
