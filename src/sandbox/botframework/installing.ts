import type { OnHandset, Refused } from '../lines/emulator';
import { channelOf } from './addresses';
import type { Parts } from './call';

/** The customer adds the bot (skype.md §2, conversationUpdate, installationUpdate, contactRelationUpdate). */
export function install(parts: Parts, on: OnHandset): Refused | undefined {
  const { line, handset } = on;
  if (handset.state === 'gone') return { refused: `${handset.name} is not there any more.` };
  if (handset.facts.installed === true) return { refused: `${handset.name} has the bot already.` };
  handset.facts.installed = true;
  handset.state = handset.messages.length === 0 ? 'new' : 'open';
  if (channelOf(line).id === 'msteams') {
    const membersAdded = [{ id: handset.facts.userId }, { id: `28:${line.id}` }];
    parts.bots.tell(line, { handset, activity: { type: 'conversationUpdate', membersAdded } });
  }
  relate(parts, on, 'add');
  return undefined;
}

export function uninstall(parts: Parts, on: OnHandset): Refused | undefined {
  const { handset } = on;
  if (handset.facts.installed !== true) return { refused: `${handset.name} does not have the bot.` };
  handset.facts.installed = false;
  handset.state = 'blocked';
  relate(parts, on, 'remove');
  return undefined;
}

/** A new version of the bot's app takes the place of the old one; messages arrive as before (skype.md §2). */
export function upgrade(parts: Parts, on: OnHandset): Refused | undefined {
  if (channelOf(on.line).id === 'skype') return { refused: 'Bots of Skype have no versions.' };
  if (on.handset.facts.installed !== true) return { refused: `${on.handset.name} does not have the bot.` };
  relate(parts, on, 'remove-upgrade');
  relate(parts, on, 'add-upgrade');
  return undefined;
}

type Relation = 'add' | 'remove' | 'add-upgrade' | 'remove-upgrade';

function relate({ bots }: Parts, { line, handset }: OnHandset, action: Relation): void {
  const type = channelOf(line).id === 'msteams' ? 'installationUpdate' : 'contactRelationUpdate';
  bots.tell(line, { handset, activity: { type, action } });
}
