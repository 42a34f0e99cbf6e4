import type { Request, Response } from 'express';
import type { Fault, Side } from '../control/contract';
import type { Core } from '../core';
import type { Outcome } from '../exchange';
import type { SandboxFile } from '../files/sandbox-files';
import type { Caller } from './authenticate';
import type { Params, Uploads } from './params';
import type { GraphObject } from './state';

export type GraphMethod = 'GET' | 'POST' | 'DELETE';

/** One call by somebody whose token is good. */
export interface GraphCall extends Caller {
  readonly core: Core;
  readonly req: Request;
  readonly res: Response;
  readonly method: GraphMethod;
  /** `v26.0` */
  readonly version: string;
  /** What follows the version. */
  readonly path: readonly string[];
  readonly params: Params;
  readonly uploads: Uploads;
  /** The body, where it is neither JSON nor a form. */
  readonly bytes: Buffer;
}

export interface GraphEndpoint {
  /** As the journal and faults name it: `send`, `media-upload`. */
  readonly operation: string;
  /** Every id that the chat of this call has, for faults aimed at one chat. */
  readonly chats?: (params: Params) => readonly string[];
  /** What the journal shows of the parameters where they hold a secret by another name than Meta's usual ones. */
  readonly shown?: (shown: Record<string, unknown>) => Record<string, unknown>;
  /** Answers, or throws a GraphError. Files that came with it are kept when the outcome is `stored`. */
  readonly run: (call: GraphCall) => Outcome | Promise<Outcome>;
}

/** One of Meta's products on the Graph API. */
export interface GraphProduct {
  readonly side: Side;
  /** Where it is mounted: `/whatsapp`. */
  readonly mount: string;
  /** What its webhooks are about, and the fields an app can subscribe to. */
  readonly objects: ReadonlyMap<GraphObject, readonly string[]>;
  /** The endpoint of a path; undefined: the product has none, and Meta answers so. */
  readonly find: (method: GraphMethod, path: readonly string[]) => GraphEndpoint | undefined;
  /** Whether an id names something of this product. */
  readonly knows: (id: string) => boolean;
  /** What an `error` fault answers, where it has words of its own. */
  readonly disturb?: (fault: Fault) => Outcome;
  /** An app's callback was set or taken away. */
  readonly subscribed?: (appId: string) => void;
}

/** A call that did what it was for. */
export function ok(body: unknown, noted: Omit<Outcome, 'status' | 'body'> = {}): Outcome {
  return { ...noted, status: 200, body };
}

export const SUCCESS = { success: true } as const;

/** Of files only what they are. */
export function showFile({ name, mimeType, size }: SandboxFile): object {
  return { file: name, mimeType, size };
}
