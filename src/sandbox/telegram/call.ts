import type { Outcome } from '../exchange';
import type { SandboxFile } from '../files/sandbox-files';
import type { Sandbox } from '../sandbox';
import type { Arguments } from './arguments';
import type { Bot } from './state';

/** One call of a method by a known bot. */
export interface Call {
  readonly sandbox: Sandbox;
  readonly bot: Bot;
  readonly args: Arguments;
  /** Files that came with it; they go when nothing was stored. */
  readonly fresh: SandboxFile[];
}

export type Method = (call: Call) => Outcome | Promise<Outcome>;
