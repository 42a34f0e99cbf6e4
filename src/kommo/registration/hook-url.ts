/** Kommo puts the scope's id in its place (kommo-chat-api.md §2). */
export const SCOPE_MARKER = ':scope_id';

/** Where Kommo reaches this Courier: what a request for a channel has to name. */
export function kommoHookUrl(publicUrl: string): string {
  return `${publicUrl}/hooks/kommo/${SCOPE_MARKER}`;
}

export type HookUrlFaultKey = 'hookNotUrl' | 'hookNotHttps' | 'hookMarker' | 'hookTooMuch';

/** Kommo wants “https://domain.com/location/:scope_id”. */
export function hookUrlFault(text: string): HookUrlFaultKey | undefined {
  if (!URL.canParse(text)) return 'hookNotUrl';
  const url = new URL(text);
  if (url.protocol !== 'https:') return 'hookNotHttps';
  if (url.username !== '' || url.search !== '' || url.hash !== '') return 'hookTooMuch';
  const rest = text.slice(0, -SCOPE_MARKER.length - 1);
  return text.endsWith(`/${SCOPE_MARKER}`) && !rest.includes(SCOPE_MARKER) ? undefined : 'hookMarker';
}
