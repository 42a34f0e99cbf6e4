import type { ChannelRequest } from './request';
import type { RegistrationTexts } from './texts/en';

/** What the person who sends a request has to look at, for no check can. */
export function requestNotes(
  request: ChannelRequest,
  ours: { readonly hookUrl: string },
  texts: RegistrationTexts,
): string[] {
  const { hookUrl } = request;
  return [texts.iconRoundness, ...(hookUrl === ours.hookUrl ? [] : [texts.warnings.hookElsewhere(hookUrl)])];
}
