import type { Request, Response } from 'express';
import type { Body } from '../body';
import type { Core } from '../core';
import type { Line } from '../lines/records';
import type { AccessTokens } from './access-tokens';
import type { Bots } from './bots';
import type { Channel } from './channels';
import type { SigningKeys } from './signing-keys';
import type { Throttle } from './throttle';

/** What the parts of the emulator share. */
export interface Parts {
  readonly core: Core;
  readonly keys: SigningKeys;
  readonly access: AccessTokens;
  readonly bots: Bots;
  readonly throttle: Throttle;
}

/** One request, before it is known whose. */
export interface Ask extends Parts {
  readonly req: Request;
  readonly res: Response;
  readonly body: Body;
}

/** One call of the connector by a bot that is known. */
export interface Call extends Ask {
  readonly line: Line;
  readonly channel: Channel;
  /** What stands in its path, by name. */
  readonly ids: Readonly<Record<string, string>>;
  /** The JSON object of its body. @throws ConnectorError */
  readonly json: () => Readonly<Record<string, unknown>>;
}
