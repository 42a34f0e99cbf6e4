import type { Request } from 'express';
import type { Core } from '../core';
import type { Line } from '../lines/records';
import type { Hooks } from './hooks';

/** What the parts of the emulator share. */
export interface Parts {
  readonly core: Core;
  readonly hooks: Hooks;
}

/** One call of the API, by a provider for one of its businesses. */
export interface Call {
  readonly core: Core;
  readonly req: Request;
  readonly line: Line;
}

/** A header by its name; several of one name are none. */
export function headerOf({ headers }: Pick<Request, 'headers'>, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
