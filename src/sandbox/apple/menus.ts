import { isObject } from '../body';
import type { Core } from '../core';
import type { Facts, Handset, NewLineMessage } from '../lines/records';
import { bad } from './answers';
import { readBody, type Read } from './read-body';
import * as shapes from './shapes';

type Shown = Omit<NewLineMessage, 'id' | 'from' | 'at'>;

/** What a device needs for each menu (apple.md §3). */
const NEEDS = { 'quick-reply': 'QUICK', listPicker: 'LIST', event: 'TIME', dynamic: 'FORM' } as const;
type Kind = keyof typeof NEEDS;
const KINDS = Object.keys(NEEDS) as readonly Kind[];

/** A menu of the business, or a message of an app of its own. @throws AppleError 400 */
export function readMenu(core: Core, handset: Handset, json: unknown): Read<Shown> {
  const given = isObject(json) && isObject(json.interactiveData) ? json.interactiveData : {};
  if (given.bid !== shapes.BUSINESS_BID) return readApp(core, json, 'data' in given);
  const { data, warnings } = readBody(core, shapes.interactive, json);
  const menu = data.interactiveData;
  checkImages(menu);
  const [kind, ...more] = KINDS.filter((each) => menu.data[each] !== undefined);
  if (kind === undefined || more.length > 0) throw bad(`interactiveData.data: one of ${KINDS.join(', ')}`);
  if (kind === 'listPicker' && (menu.receivedMessage === undefined || menu.replyMessage === undefined)) {
    throw bad('interactiveData: a list picker needs receivedMessage and replyMessage');
  }
  if (kind === 'quick-reply' && menu.receivedMessage !== undefined) {
    throw bad('interactiveData: quick replies have no receivedMessage');
  }
  if (capabilitiesOf(handset).includes(NEEDS[kind])) return { data: shown(menu, kind), warnings };
  if (core.assumptions.is('apple-missing-capability', 'refuse')) throw bad(`The device has no ${NEEDS[kind]}`);
  return { data: { kind: 'other', text: bubbleText(menu.receivedMessage) }, warnings };
}

export function readRichLink(core: Core, json: unknown): Read<Shown> {
  const { data, warnings } = readBody(core, shapes.richLink, json);
  const { url, title } = data.richLinkData;
  return { data: { kind: 'card', text: title, buttons: [[{ text: title, url, payload: null }]] }, warnings };
}

/** What the customer's device can show. */
export function capabilitiesOf({ facts }: Handset): readonly string[] {
  return typeof facts.capabilities === 'string' ? facts.capabilities.split(',') : [];
}

function readApp(core: Core, json: unknown, hasData: boolean): Read<Shown> {
  if (hasData) throw bad("Third party interactive data disallows use of 'data'");
  const { data, warnings } = readBody(core, shapes.appMessage, json);
  const { appName, receivedMessage } = data.interactiveData;
  return { data: { kind: 'other', text: `[${appName}] ${bubbleText(receivedMessage)}` }, warnings };
}

function checkImages({ data, receivedMessage, replyMessage }: shapes.Menu): void {
  const known = (data.images ?? []).map(({ identifier }) => identifier);
  const items = (data.listPicker?.sections ?? []).flatMap((section) => section.items);
  for (const named of [receivedMessage, replyMessage, ...items]) {
    const wanted = named?.imageIdentifier;
    if (wanted !== undefined && !known.includes(wanted)) throw bad(`imageIdentifier: there is no image ${wanted}`);
  }
}

function shown(menu: shapes.Menu, kind: Kind): Shown {
  const facts: Facts = { menu: JSON.stringify(menu), session: crypto.randomUUID() };
  const { data } = menu;
  if (kind === 'quick-reply' && data['quick-reply'] !== undefined) {
    const { summaryText, items } = data['quick-reply'];
    const buttons = items.map(({ title, identifier }) => [{ text: title, url: null, payload: identifier }]);
    return { text: summaryText, buttons, facts };
  }
  if (kind === 'listPicker' && data.listPicker !== undefined) return { list: listOf(menu, data.listPicker), facts };
  if (kind === 'event' && data.event !== undefined) {
    const { title, timeslots } = data.event;
    return { text: bubbleText(menu.receivedMessage), times: { title, slots: timeslots.map(slotOf) }, facts };
  }
  return { kind: 'other', text: bubbleText(menu.receivedMessage), facts };
}

/** The bubble itself opens it, so there is no word on a button. */
function listOf({ receivedMessage }: shapes.Menu, { sections }: shapes.ListPicker): NonNullable<Shown['list']> {
  const { title = '', subtitle = '' } = receivedMessage ?? {};
  return {
    header: subtitle === '' ? '' : title,
    body: subtitle === '' ? title : subtitle,
    footer: '',
    button: '',
    sections: inOrder(sections).map((section) => ({
      title: section.title,
      rows: inOrder(section.items).map((item) => ({
        callbackData: item.identifier,
        title: item.title,
        description: item.subtitle ?? '',
      })),
    })),
  };
}

export function inOrder<Item extends { readonly order: number }>(items: readonly Item[]): readonly Item[] {
  return [...items].sort((one, other) => one.order - other.order);
}

/** Begins at `2026-11-21T10:00+0000`, with seconds or without. */
export function slotOf({ startTime, duration }: shapes.TimePicker['timeslots'][number]) {
  const offset = `${startTime.slice(-5, -2)}:${startTime.slice(-2)}`;
  return { startsAt: Date.parse(startTime.slice(0, -5) + offset), durationS: duration };
}

function bubbleText(bubble: shapes.Bubble | undefined): string {
  return [bubble?.title ?? '', bubble?.subtitle ?? ''].filter((line) => line !== '').join('\n');
}
