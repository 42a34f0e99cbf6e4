import type { Request, Response } from 'express';
import type { Body } from '../body';
import type { Core } from '../core';
import type { Line } from '../lines/records';
import type { Tokens } from '../lines/tokens';
import type { Callbacks } from './callbacks';
import type { Fields } from './fields';

/** What the parts of the emulator share. */
export interface Parts {
  readonly core: Core;
  readonly tokens: Tokens;
  readonly callbacks: Callbacks;
}

/** One request, before it is known whose. */
export interface Ask extends Parts {
  readonly req: Request;
  readonly res: Response;
  readonly query: URLSearchParams;
  /** Read, unless it is a form. */
  readonly body: Body | undefined;
}

/** One call of the API, by an account that is known. */
export interface Call extends Ask {
  readonly line: Line;
  /** The JSON object of its body. @throws WeChatError */
  readonly json: () => Fields;
}
