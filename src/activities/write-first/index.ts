import type { WriteFirstActivities } from '../../workflows/write-first-contract';
import type { AccountDependencies } from '../accounts/dependencies';
import { discreet } from '../discreet';
import { bindAddress, giveUp, wakeBound } from './bind-address';
import { findPerson } from './find-person';
import { linkContact, makeChat } from './make-chat';

/** What the workflow `writeFirst` calls. */
export function createWriteFirstActivities(deps: AccountDependencies): WriteFirstActivities {
  return discreet({
    findPerson: ({ chatId }) => findPerson(deps, chatId),
    makeChat: ({ chatId }) => makeChat(deps, chatId),
    linkContact: ({ chatId }) => linkContact(deps, chatId),
    bindAddress: ({ chatId }) => bindAddress(deps, chatId),
    giveUp: ({ chatId }) => giveUp(deps, chatId),
    wakeChat: ({ chatId }) => wakeBound(deps, chatId),
  });
}
