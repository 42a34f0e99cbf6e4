import type { Core } from '../core';
import type { Line } from '../lines/records';
import { channelOf } from './addresses';
import { refusal } from './errors';

/** What stands against a bot (skype.md §4). */
export type Standing = 'unregistered' | 'forbidden';

export function standTo(line: Line, standing: Standing | null): void {
  line.facts.standing = standing;
}

/** @throws ConnectorError */
export function checkStanding({ assumptions }: Core, line: Line): void {
  switch (line.facts.standing as Standing | null) {
    case 'unregistered':
      throw refusal('BotNotRegistered');
    case 'forbidden':
      throw refusal('BotDisabledByAdmin');
    case null:
  }
  const isRetired = channelOf(line).id === 'skype' && assumptions.is('botframework-skype', 'retired');
  if (isRetired) throw refusal('NotFound', { message: 'The channel skype was retired.' });
}
