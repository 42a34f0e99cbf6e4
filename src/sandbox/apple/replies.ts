import { randomUUID } from 'node:crypto';
import type { OnHandset, Pressed, Refused } from '../lines/emulator';
import type { LineMessage } from '../lines/records';
import { referTo } from './answer-files';
import type { Parts } from './call';
import { bring, whoIsGone } from './customer';
import type { Said } from './customer-content';
import { inOrder, slotOf } from './menus';
import { BUSINESS_BID, interactive, type Bubble, type Menu, type QuickReply } from './shapes';

/** What was chosen of a menu: its words, and how Apple tells it. */
interface Choice {
  readonly title: string;
  readonly data: object;
  /** Of a time. */
  readonly slot?: { readonly startsAt: number; readonly durationS: number };
}

/** The customer presses a quick reply, or picks a row or a time: the business is told the choice (apple.md §2). */
export function press(parts: Parts, on: OnHandset, message: LineMessage, pressed: Pressed): LineMessage | Refused {
  const gone = whoIsGone(on);
  if (gone) return gone;
  if (message.from !== 'line') return { refused: 'There is nothing to press at an own message.' };
  const button = 'row' in pressed ? message.buttons[pressed.row]?.[pressed.column] : undefined;
  if (button?.url !== undefined && button.url !== null) return message;
  const menu = menuOf(message);
  const choice = menu && choiceOf(parts, menu, 'row' in pressed ? pressed.row : pressed.listRow);
  if (menu === undefined || choice === undefined) return { refused: 'There is no such choice.' };
  return answer(parts, on, { menu, choice, session: String(message.facts.session) });
}

function menuOf({ facts }: LineMessage): Menu | undefined {
  return typeof facts.menu === 'string' ? readMenu.parse(JSON.parse(facts.menu)) : undefined;
}

const readMenu = interactive.shape.interactiveData;

function choiceOf(parts: Parts, { data }: Menu, place: number): Choice | undefined {
  if (data['quick-reply'] !== undefined) return quickReply(parts, data['quick-reply'], place);
  if (data.listPicker !== undefined) {
    const sections = inOrder(data.listPicker.sections);
    const rows = sections.flatMap((section) => inOrder(section.items).map((item) => ({ section, item })));
    const row = rows[place];
    if (row === undefined) return undefined;
    const { section, item } = row;
    return { title: item.title, data: { listPicker: { sections: [{ ...section, items: [item] }] } } };
  }
  const chosen = data.event?.timeslots[place];
  if (data.event === undefined || chosen === undefined) return undefined;
  return {
    title: chosen.startTime,
    data: { event: { ...data.event, timeslots: [chosen] } },
    slot: slotOf(chosen),
  };
}

function quickReply({ core }: Parts, given: QuickReply, place: number): Choice | undefined {
  const item = given.items[place];
  if (item === undefined) return undefined;
  const named = core.assumptions.is('apple-quick-reply', 'index-and-identifier');
  const chosen = { ...given, selectedIndex: place, ...(named ? { selectedIdentifier: item.identifier } : {}) };
  return { title: item.title, data: { 'quick-reply': chosen } };
}

interface Answer {
  readonly menu: Menu;
  readonly choice: Choice;
  readonly session: string;
}

function answer(parts: Parts, on: OnHandset, { menu, choice, session }: Answer): LineMessage {
  const { core, hooks } = parts;
  const { version, requestIdentifier, images } = menu.data;
  const data = {
    version,
    requestIdentifier,
    ...choice.data,
    ...(images === undefined ? {} : { images }),
    replyMessage: replyOf(menu.replyMessage, choice.title),
  };
  const fields = carried(parts, on, { bid: BUSINESS_BID, sessionIdentifier: session, data }, choice.title);
  const message = bring(parts, on, { shows: shownAs(menu, choice), fields }, { type: 'interactive' });
  const again = core.assumptions.number('apple-choice-again-ms');
  if (again > 0) {
    void core.pause(again).then((isOn) => {
      if (isOn) hooks.send(on, { id: randomUUID(), type: 'interactive', fields });
    });
  }
  return message;
}

/** In the webhook, or referred to where it is too big for one (apple.md §0). */
function carried({ core }: Parts, { line }: OnHandset, interactiveData: object, title: string): object {
  const size = Buffer.byteLength(JSON.stringify(interactiveData));
  if (size <= core.assumptions.number('apple-reference-bytes')) return { interactiveData };
  const interactiveDataRef = referTo(core, line, interactiveData, title);
  return core.assumptions.is('apple-reference', 'with-data')
    ? { interactiveData, interactiveDataRef }
    : { interactiveDataRef };
}

/** Its own words, and below them what was chosen. */
function replyOf(above: Bubble | undefined, chosen: string): Bubble {
  if (above === undefined || above.title === '') return { title: chosen, style: 'icon' };
  return { ...above, subtitle: chosen };
}

function shownAs({ replyMessage }: Menu, { title, slot }: Choice): Said['shows'] {
  const header = replyMessage === undefined || replyMessage.title === '' ? null : replyMessage.title;
  const text = slot === undefined ? title : '';
  return {
    header,
    text: [header ?? '', text].filter((each) => each !== '').join('\n'),
    times: slot === undefined ? null : { title: '', slots: [slot] },
  };
}
