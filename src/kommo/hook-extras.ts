import type { Button, ListMessage, ListRow, Template } from '../model/content';
import { given } from './given';
import type { HookFields } from './hook-fields';

const MOST_ROWS = 100;
const MOST_IN_A_ROW = 10;
const MOST_SECTIONS = 50;
const MOST_PARAMS = 100;
/** Far above what Kommo allows (kommo-chat-api.md §13); only against what would flood a page. */
const LONGEST_BODY = 10_000;

/** Inline buttons in their rows (§11.4). What is no button is left out; a row without any is none. */
export function buttonsIn(markup: HookFields): readonly (readonly Button[])[] | undefined {
  const rows = markup
    .items('buttons', MOST_ROWS)
    .map((row) => rowOf(markup, row))
    .filter((row) => row.length > 0);
  return rows.length === 0 ? undefined : rows;
}

/** A button that stands in no row has one for itself. */
function rowOf(markup: HookFields, row: unknown): Button[] {
  const items: readonly unknown[] = Array.isArray(row) ? row : [row];
  if (items.length > MOST_IN_A_ROW) markup.leaveOut('buttons');
  return items.slice(0, MOST_IN_A_ROW).flatMap((item): Button[] => {
    const button = markup.asObject('buttons', item);
    const text = button?.text('text');
    if (button === undefined || text === undefined) {
      markup.leaveOut('buttons');
      return [];
    }
    return [{ text, ...given({ url: button.link('url') }) }];
  });
}

/** A List Message (§11.4). One without a row to choose is none. */
export function listIn(markup: HookFields): ListMessage | undefined {
  const list = markup.object('list_message');
  if (list === undefined) return undefined;
  const sections = list
    .objects('sections', MOST_SECTIONS)
    .map((section) => ({
      ...given({ title: section.text('title') }),
      rows: section.objects('rows', MOST_ROWS).flatMap((row) => listRow(row) ?? []),
    }))
    .filter(({ rows }) => rows.length > 0);
  const header = list.text('header');
  const body = list.text('body', LONGEST_BODY) ?? header;
  if (sections.length === 0 || body === undefined) return markup.leaveOut('list_message');
  const extras = given({ header, footer: list.text('footer') });
  // The button that opens the list needs a label, whatever Kommo sent.
  return { body, ...extras, button: list.text('button') ?? '☰', sections };
}

function listRow(row: HookFields): ListRow | undefined {
  const title = row.text('title');
  if (title === undefined) return row.leaveOut('title');
  const data = row.id('callback_data') ?? title;
  return { data, title, ...given({ description: row.text('description') }) };
}

/** The template that the text was made from (§11.4). */
export function templateIn(message: HookFields): Template | undefined {
  const template = message.object('template');
  if (template === undefined) return undefined;
  const id = template.count('id');
  if (id === undefined) return message.leaveOut('template');
  const params = template.objects('params', MOST_PARAMS).flatMap((param) => {
    const key = param.text('key');
    return key === undefined ? [] : [{ key, value: param.text('value', LONGEST_BODY) ?? '' }];
  });
  const extras = given({ externalId: template.id('external_id'), content: template.text('content', LONGEST_BODY) });
  return { id, ...extras, params };
}
