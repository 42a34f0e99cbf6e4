import type { Outcome } from '../exchange';
import type { Sandbox } from '../sandbox';
import type { Arguments } from './arguments';
import type { Bot } from './state';

/** One call of a method by a known bot. */
export interface Call {
  readonly sandbox: Sandbox;
  readonly bot: Bot;
  readonly args: Arguments;
}

export type Method = (call: Call) => Outcome;
