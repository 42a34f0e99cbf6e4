import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { historyFromJson } from './history-json';
import type { History } from './stage';

export const HISTORIES = path.join(__dirname, '..', 'histories');

/** What happened in each of the recorded histories; a file is `<scenario>.json`. */
export const SCENARIOS = {
  'lone-message': 'a customer writes once; the conversation ends when it is quiet',
  burst: 'a customer writes twelve messages at once',
  'both-directions': 'customer and manager write at the same time',
  'failing-to-kommo': 'Kommo answers 503 twice, then takes the message',
  'failing-to-messenger': 'the messenger answers 502 twice, then takes the message',
  'parked-then-sent': 'the messenger answers 502 until the message parks; later it is sent',
  'window-end': 'the reply window is moved once and ends',
  'continued-first': 'a run continues as new after five wakes',
  'continued-second': 'the run after it',
  'continued-parked-first': 'a run with a parked lane continues as new',
  'continued-parked-second': 'the run after it parks the lane again and is cancelled',
  'parked-then-retried': 'a person has the parked message tried; it is sent',
  'parked-then-skipped': 'a person gives the parked message up; the one behind it is sent',
  'held-and-released': 'the source is paused; what waits parks, and goes out when the source is resumed',
  'paused-and-resumed': 'the chat is paused while it rests; what comes waits until it is resumed',
  'unknown-decided': 'a send has no answer; a person says that it shall be sent again',
  'contact-followed': 'the customer has another name: a lane finds it, and the contact in the CRM is looked at',
  'marks-told': 'a manager answers: the service is told that they have read, behind the answer',
  terminated: 'a conversation with a parked lane is terminated by hand',
  revived: 'a command begins it anew, and the message is sent',
  installed: 'an integration is installed, all steps are well',
  'install-new-code': 'a code is refused; another comes, and with it the steps begin again',
  'install-mended': 'the channel is refused; a person mends it and has the step tried',
  'install-other-code': 'the same, and meanwhile another code comes that Kommo does not take: it is dropped',
  'install-given-up': 'the channel is refused and nobody comes: what was done is taken back',
  'account-continued': 'an account is installed and renews tokens until its run continues as new',
  'account-uninstalled': 'the run after it: a word that it was switched off is not true, the next one is',
  'account-templates': 'an account compares templates at its beginning, and again when it is told of a change',
  'account-history': 'an account is told that webhooks may have been lost, and compares its history',
  'source-connected': 'a bot is connected, all steps are well',
  'source-needs-person': 'the same bot is connected again, and its token is refused',
  'source-removed': 'it is removed on both sides',
  'write-first-bound': 'a manager begins a chat with a phone number; it is given its address',
  'awaited-address': 'its conversation waits for that, and sends the message',
  'write-first-refused': 'the number has no country; nobody can be found by it',
  'import-fetched': 'the messenger is asked, is paused and resumed meanwhile, and what it gave is looked at',
  'import-waits': 'the messenger asks for patience, and then gives what it has',
  'import-done': 'an export is looked at, started, paused and resumed, and told to its end',
  'import-cancelled': 'another is cancelled before anybody starts it',
  'import-looked-again': 'what the file does not tell is said, it is looked at with other options twice, and told',
  'import-retried': 'the first is over, and somebody has what failed told once more: nothing did',
  'write-first-begun-here': 'a chat is begun through the admin API: it is made in Kommo before it has its address',
} as const;
export type Scenario = keyof typeof SCENARIOS;

export function recordedFiles(): string[] {
  return readdirSync(HISTORIES).filter((name) => name.endsWith('.json'));
}

export function readRecorded(name: string): { json: object; history: History } {
  const json = JSON.parse(readFileSync(path.join(HISTORIES, name), 'utf8')) as object;
  return { json, history: historyFromJson(json) };
}
