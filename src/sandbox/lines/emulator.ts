import type { RequestHandler } from 'express';
import type { HandsetAbility, LineMessenger, NewHandsetMessage } from '../control/lines-contract';
import type { Core } from '../core';
import type { Handset, Line, LineMessage, NewHandset, NewLine } from './records';

/** Why somebody cannot do something, in a sentence for that person. */
export interface Refused {
  readonly refused: string;
}

/** A button by its place, or a row of a list, counted from 0 over all of its sections. */
export type Pressed = { readonly row: number; readonly column: number } | { readonly listRow: number };

export interface OnHandset {
  readonly line: Line;
  readonly handset: Handset;
}

export interface NewCustomer {
  readonly name: string;
  readonly phone?: string;
  readonly username?: string;
}

/**
 * One messenger's provider: its API, its webhooks, its rules. It stores what people do in the records
 * (`addLineMessage`), brings it to the line's webhook by itself, and tells `core.changes` of the area `lines`. What is left
 * out, the messenger does not have.
 */
export interface LineEmulator {
  readonly messenger: LineMessenger;
  /** Its API, mounted at `/<messenger>`. */
  readonly routes: RequestHandler;
  /** What customers can do there. */
  readonly abilities: readonly HandsetAbility[];
  /** Where lines differ: what the customers of this one can do. */
  abilitiesOf?(line: Line): readonly HandsetAbility[];
  /** Where Courier finds it, by the names of its form; without it, `apiBaseUrl` is where its routes are. */
  addresses?(line: Line): Readonly<Record<string, string>>;

  /** The lines and customers that a fresh sandbox has, from `SANDBOX`. */
  seed(): void;
  /** @param fields as tests and outside tools give them; which ones is the emulator's own */
  newLine(fields: Readonly<Record<string, string>>): NewLine | Refused;
  newCustomer(line: Line, customer: NewCustomer): NewHandset | Refused;

  /** The customer writes; files are known to be there, and the quoted message too. */
  say(on: OnHandset, said: NewHandsetMessage): LineMessage | Refused | Promise<LineMessage | Refused>;
  edit?(on: OnHandset, message: LineMessage, text: string): LineMessage | Refused;
  remove?(on: OnHandset, message: LineMessage): LineMessage | Refused;
  react?(on: OnHandset, message: LineMessage, emoji: string | null): LineMessage | Refused;
  press?(on: OnHandset, message: LineMessage, pressed: Pressed): LineMessage | Refused;
  /** What else a customer does: `type`, `read`, `block`, `unblock`, `start`, and the emulator's own words. */
  act(on: OnHandset, act: string, fields: Readonly<Record<string, unknown>>): Refused | undefined;
  /** What the provider, or the business by other means, does: the emulator's own words. */
  actOnLine(
    line: Line,
    act: string,
    fields: Readonly<Record<string, unknown>>,
  ): Refused | undefined | Promise<Refused | undefined>;

  /** Until when the line may write what it likes; null where there is no such rule, or where it may not. */
  windowUntil(on: OnHandset): number | null;
  /** Webhooks of the line that wait. */
  pending(line: Line): number;
  /** Sends what waits for the line's webhook at once. */
  retry(line: Line): void;
  /** The handsets are emptied: nothing that waits is sent any more. */
  reset(): void;
  close(): void;
}

/** Makes the emulator for one sandbox. */
export type MakeEmulator = (core: Core) => LineEmulator;

export function isRefused(result: object): result is Refused {
  return 'refused' in result;
}
