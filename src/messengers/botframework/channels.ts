/** Channels of an Azure Bot that people have names for (skype.md, head). */
const TITLES: Readonly<Record<string, string | undefined>> = {
  msteams: 'Teams',
  skype: 'Skype',
  webchat: 'Web Chat',
  directline: 'Web Chat',
};

/** For people. */
export function channelTitle(channelId: string): string {
  return (Object.hasOwn(TITLES, channelId) ? TITLES[channelId] : undefined) ?? 'Bot Framework';
}

/** Channels that hand back what a button carries, beside its label (skype.md §2, button). */
export function handsBackValues(channelId: string): boolean {
  return ['msteams', 'webchat', 'directline', 'emulator'].includes(channelId);
}
