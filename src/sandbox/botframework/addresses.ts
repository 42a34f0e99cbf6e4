import type { Core } from '../core';
import type { SandboxFile } from '../files/sandbox-files';
import type { Line } from '../lines/records';
import { CHANNELS, type Channel, type ChannelId } from './channels';

export function channelOf({ facts }: Line): Channel {
  return CHANNELS[facts.channel as ChannelId];
}

/** The server of the line's conversations, with the slash that Microsoft's have at their end. */
export function serviceUrlOf({ url }: Core, line: Line): string {
  return `${url}/botframework/smba/${regionOf(line)}/`;
}

export function regionOf(line: Line): string {
  return typeof line.facts.region === 'string' ? line.facts.region : channelOf(line).region;
}

/** Where the connector keeps a file; it takes the bot's token (skype.md §2, picture). */
export function attachmentAddress(core: Core, line: Line, { id }: SandboxFile): string {
  return `${serviceUrlOf(core, line)}v3/attachments/${id}/views/original`;
}

/** A file that whoever has the address may fetch, for a while. */
export function downloadAddress({ url, clock }: Core, { id }: SandboxFile): string {
  return `${url}/botframework/files/${clock.now().toString(36)}/${id}`;
}

/** Whether the channel would go there: https; plain http on this machine only. */
export function mayVisit({ assumptions }: Core, given: string): boolean {
  if (!URL.canParse(given)) return false;
  const { protocol, hostname } = new URL(given);
  if (protocol === 'https:') return true;
  const isHere = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  return protocol === 'http:' && isHere && assumptions.is('botframework-loopback', 'on');
}

/** The letters behind the last dot, small; empty where there are none. */
export function endingOf(name: string): string {
  return /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}
