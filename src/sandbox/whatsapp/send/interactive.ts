import type { Core } from '../../core';
import type { ListMessageView } from '../../control/contract';
import { invalid, missing, refused } from '../codes';
import { KIND_ON_HANDSET } from '../media/media-rules';
import type { Block } from './block';
import { buttonOf, contentOf, type Content, type MediaWanted } from './content';
import { readMedia } from './media-block';

/** Lengths and counts of whatsapp.md §3. */
const RULES = {
  body: { label: 'Body text', max: 1024 },
  header: { label: 'Header text', max: 60 },
  footer: { label: 'Footer text', max: 60 },
  title: { label: 'Button title', max: 20 },
  buttonId: { label: 'Button id', max: 256 },
  menu: { label: 'Button label', max: 20 },
  section: { label: 'Section title', max: 24 },
  rowId: { label: 'Row id', max: 200 },
  rowTitle: { label: 'Row title', max: 24 },
  rowText: { label: 'Row description', max: 72 },
  link: { label: 'Button label', max: 20 },
  url: { label: 'Button url', max: 2000 },
} as const;
const MOST_BUTTONS = 3;
const MOST_SECTIONS = 10;
const MOST_ROWS = 10;

type Header = { readonly text: string } | { readonly media: MediaWanted };

/** Buttons, lists and what else a customer can press. */
export function readInteractive(core: Core, block: Block): Content {
  block.only('type', 'header', 'body', 'footer', 'action');
  const type = block.required('type', { label: 'Interactive type', max: 64 });
  switch (type) {
    case 'button':
      return readButtons(core, block);
    case 'list':
      return readList(core, block);
    case 'cta_url': {
      const action = block.block('action').only('name', 'parameters');
      named(action, 'cta_url');
      const parameters = action.block('parameters').only('display_text', 'url');
      const label = parameters.required('display_text', RULES.link);
      const url = parameters.required('url', RULES.url);
      if (!URL.canParse(url)) throw invalid(`Parameter '${parameters.name}['url']' is not a valid URL`);
      return card(core, block, [[buttonOf(label, { does: 'nothing' }, url)]]);
    }
    case 'location_request_message':
      named(block.block('action').only('name'), 'send_location');
      return card(core, block, [[buttonOf('Send location', { does: 'location' })]]);
    case 'request_contact_info':
      named(block.block('action').only('name'), 'request_contact_info');
      return card(core, block, [[buttonOf('Share phone number', { does: 'phone' })]]);
    default:
      throw refused(131051, `Interactive type '${type}' is currently not supported.`);
  }
}

function readButtons(core: Core, block: Block): Content {
  const buttons = block.block('action').only('buttons').blocks('buttons', 'buttons', MOST_BUTTONS);
  const replies = buttons.map((each) => {
    each.only('type', 'reply');
    if (each.text('type') !== 'reply') throw invalid(`Parameter '${each.name}['type']' must be 'reply'`);
    const reply = each.block('reply').only('id', 'title');
    return { id: reply.required('id', RULES.buttonId), title: reply.required('title', RULES.title) };
  });
  distinct(
    replies.map(({ id }) => id),
    'Button id',
  );
  distinct(
    replies.map(({ title }) => title),
    'Button title',
  );
  return card(
    core,
    block,
    replies.map(({ id, title }) => [buttonOf(title, { does: 'reply', id })]),
  );
}

function readList(core: Core, block: Block): Content {
  const action = block.block('action').only('button', 'sections');
  const button = action.required('button', RULES.menu);
  const given = action.blocks('sections', 'sections', MOST_SECTIONS);
  const sections = given.map((section) => {
    section.only('title', 'rows');
    const title = section.text('title') === '' ? undefined : section.optional('title', RULES.section);
    if (title === undefined && given.length > 1) throw missing(`Parameter '${section.name}['title']' is mandatory`);
    return { title: title ?? '', rows: section.blocks('rows', 'rows', MOST_ROWS).map(readRow) };
  });
  const rows = sections.flatMap((section) => section.rows);
  if (rows.length > MOST_ROWS) {
    throw invalid(`Total row count exceed max allowed count: ${String(MOST_ROWS)}`);
  }
  distinct(
    rows.map(({ callbackData }) => callbackData),
    'Row id',
  );
  const header = readHeader(core, block);
  if (header && 'media' in header) throw invalid('The header of a list must be of the type text');
  const body = bodyOf(block);
  const footer = footerOf(block);
  const list: ListMessageView = { header: header?.text ?? '', body, footer, button, sections };
  return contentOf({ kind: 'card', text: body, list });
}

function readRow(row: Block): ListMessageView['sections'][number]['rows'][number] {
  row.only('id', 'title', 'description');
  const description = row.text('description');
  return {
    callbackData: row.required('id', RULES.rowId),
    title: row.required('title', RULES.rowTitle),
    description: description === '' ? '' : (row.optional('description', RULES.rowText) ?? ''),
  };
}

function card(core: Core, block: Block, buttons: Content['buttons']): Content {
  const header = readHeader(core, block);
  const body = bodyOf(block);
  const above = header && 'text' in header ? header.text : '';
  const below = footerOf(block);
  const words = [above, body, below];
  const media = header && 'media' in header ? header.media : undefined;
  return contentOf({
    kind: media ? KIND_ON_HANDSET[media.kind] : 'card',
    text: words.filter((each) => each !== '').join('\n'),
    header: above === '' ? null : above,
    footer: below === '' ? null : below,
    media,
    buttons,
  });
}

function readHeader(core: Core, block: Block): Header | undefined {
  const header = block.optionalBlock('header');
  if (!header) return undefined;
  const type = header.required('type', { label: 'Header type', max: 64 });
  switch (type) {
    case 'text':
      return { text: header.only('type', 'text').required('text', RULES.header) };
    case 'image':
    case 'video':
    case 'document':
      return { media: readMedia(core, header.only('type', type).block(type).only('id', 'link', 'filename'), type) };
    default:
      throw invalid(`Parameter '${header.name}['type']' must be one of text, image, video, document`);
  }
}

function bodyOf(block: Block): string {
  return block.block('body').only('text').required('text', RULES.body);
}

function footerOf(block: Block): string {
  return block.optionalBlock('footer')?.only('text').required('text', RULES.footer) ?? '';
}

function named(action: Block, name: string): void {
  if (action.text('name') !== name) throw invalid(`Parameter '${action.name}['name']' must be '${name}'`);
}

function distinct(values: readonly string[], label: string): void {
  if (new Set(values).size < values.length) throw invalid(`${label} must be unique`);
}
