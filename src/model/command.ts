import type { ChatId, DeliveryId } from './ids';

/** Who tells us, in words that people recognise; kept with the command. */
export interface Told {
  readonly by: string;
  readonly why?: string;
}

/** With an id, what is told once more is known for a repeat, and done once. */
export interface ToldOnce extends Told {
  readonly id?: string;
}

/** What a person can have done with a chat and its deliveries. The same in the engine, the admin API and the CLI. */
export type Command =
  /** Try the head of its lane now instead of later. */
  | { readonly kind: 'retry'; readonly deliveryId: DeliveryId }
  /** Give the delivery up, so that those behind it can go. */
  | { readonly kind: 'skip'; readonly deliveryId: DeliveryId }
  /** Send nothing in this chat until it is resumed. */
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  /** Say what became of a delivery whose outcome is unknown. */
  | { readonly kind: 'decide'; readonly deliveryId: DeliveryId; readonly verdict: Verdict };

/** `arrived`: it is there · `lost`: it is not, and shall not be sent again · `resend`: send it again. */
export type Verdict = (typeof VERDICTS)[number];
export const VERDICTS = ['arrived', 'lost', 'resend'] as const;

export type CommandResult =
  | { readonly kind: 'done'; readonly text: string }
  /** It does not fit what the delivery or chat is now; nothing was changed. */
  | { readonly kind: 'refused'; readonly text: string };

export interface ChatCommand extends ToldOnce {
  readonly chatId: ChatId;
  readonly command: Command;
}
