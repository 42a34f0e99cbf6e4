import type { ReceiveContext } from '../contract';
import type { BotCredentials } from './credentials';

export type Receiving = ReceiveContext<BotCredentials>;

/** Whom an activity is for: a bot has an address of its own, and is called otherwise in each channel. */
export function sourceOf({ credentials }: Receiving): string {
  return credentials.appId;
}
