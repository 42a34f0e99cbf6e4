import type { OnHandset } from '../../lines/emulator';

type Told = Readonly<Record<string, unknown>>;

/** An item of `messaging[]` about something that the customer did, or that happened to the chat (facebook.md §2). */
export function itemOf({ line, handset }: OnHandset, timestamp: number, told: Told): Told {
  return { sender: { id: handset.id }, recipient: { id: line.id }, timestamp, ...told };
}

/** One about what left the Page: that is its sender. */
export function echoItemOf({ line, handset }: OnHandset, timestamp: number, told: Told): Told {
  return { sender: { id: line.id }, recipient: { id: handset.id }, timestamp, ...told };
}
