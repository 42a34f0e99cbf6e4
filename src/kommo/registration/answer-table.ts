/**
 * Support's answer as printed tables: “Channel code amo.ext.12345678”, and the bot's parameters with type, description
 * and example. Between name and value there may be tabs, blanks, colons, table pipes, line breaks or nothing at all, as
 * a mail program or a copied page leaves them.
 */
const CHANNEL_LABELS = {
  'channel code': 'code',
  'channel id': 'id',
  'channel secret key': 'secret_key',
  'channel secret': 'secret_key',
  'secret key': 'secret_key',
  'channel name': 'name',
  'accounts connected to the channel': 'accounts',
  'an account connected to the channel': 'accounts',
  'account connected to the channel': 'accounts',
} as const;
type ChannelKey = (typeof CHANNEL_LABELS)[keyof typeof CHANNEL_LABELS];

const BOT_DESCRIPTION =
  /^(?:chat participant id on the (?:kommo|amocrm|integration) side(?: ?\(amojo_id\))?|bot name)/i;
const BOT_LABEL = /^(client_id|id|name)(?![a-z_]{2})/i;
const BOT_HEADING = /\bbot\b.*\bparameters\b|\bparameters\b.*\bbot\b/i;
const BOT_PREFIXED = /^bot[ _.]?(id|name)\b/i;

/** A piece of a line; tabs, pipes and wide gaps end it. */
interface Cell {
  readonly text: string;
  readonly line: number;
}

/** @returns the same shape as the JSON answer, or undefined when no table is found. */
export function readAnswerTable(text: string): Readonly<Record<string, unknown>> | undefined {
  const cells = cellsOf(text);
  const channel: Partial<Record<ChannelKey, string | undefined>> = {};
  const bot: { id?: string | undefined; name?: string | undefined } = {};
  let inBot = false;

  for (let index = 0; index < cells.length; index += 1) {
    const { text: cell = '', line = 0 } = cells[index] ?? {};
    const label = channelLabel(cell);
    if (label !== undefined) {
      const { value, used } = valueAt(cells, index, cell.slice(label.length));
      channel[CHANNEL_LABELS[label]] ??= value;
      index += used;
      continue;
    }
    const prefixed = BOT_PREFIXED.exec(cell);
    if (prefixed !== null) {
      const { value, used } = valueAt(cells, index, cell.slice(prefixed[0].length));
      bot[prefixed[1]?.toLowerCase() === 'id' ? 'id' : 'name'] ??= value;
      index += used;
      continue;
    }
    if (BOT_HEADING.test(cell)) inBot = true;
    const botLabel = inBot ? botLabelOf(cell) : undefined;
    if (botLabel === undefined) continue;
    const { value, used } = botValueAt(cells, index, cell.slice(botLabel.length), line);
    if (botLabel !== 'client_id') bot[botLabel] ??= value;
    index += used;
  }

  if (channel.id === undefined && channel.secret_key === undefined) return undefined;
  const { accounts, ...rest } = channel;
  return {
    ...rest,
    ...(accounts === undefined
      ? {}
      : { allowed_acc_list: accounts.split(/[\s,;]+/).map((id) => ({ external_id: id })) }),
    ...(bot.id === undefined && bot.name === undefined ? {} : { bot }),
  };
}

function cellsOf(text: string): Cell[] {
  return text.split(/\r?\n/).flatMap((line, number) =>
    line
      .replace(/^\s*\|/, '')
      .replace(/\|\s*$/, '')
      .split(/\t+|\s+\|\s+|\s{2,}/)
      .map((cell) => unmarked(cell))
      .filter((cell) => cell !== '' && !/^[-:=|+\s]+$/.test(cell))
      .map((cell) => ({ text: cell, line: number })),
  );
}

/** Without the asterisks and backticks of Markdown around it, or before a label's colon. */
function unmarked(text: string): string {
  return text
    .trim()
    .replace(/^[-*•]\s+/, '')
    .replace(/^(\*\*|__|`)(.+?)\1(:?)/, '$2$3')
    .replace(/^`(.+)`$/, '$1')
    .trim();
}

function channelLabel(cell: string): keyof typeof CHANNEL_LABELS | undefined {
  const start = cell.toLowerCase();
  return LABELS.find((label) => start.startsWith(label));
}
const LABELS = Object.keys(CHANNEL_LABELS) as readonly (keyof typeof CHANNEL_LABELS)[];

function botLabelOf(cell: string): 'client_id' | 'id' | 'name' | undefined {
  const found = BOT_LABEL.exec(cell) ?? /^(client_id|id|name)(?=string)/i.exec(cell);
  const label = found?.[1]?.toLowerCase();
  return label === 'client_id' || label === 'id' || label === 'name' ? label : undefined;
}

interface FoundValue {
  readonly value: string | undefined;
  /** Cells behind the label's own that belong to the value. */
  readonly used: number;
}

/** The rest of the label's cell, else the next cell, unless that is a label itself. */
function valueAt(cells: readonly Cell[], index: number, rest: string): FoundValue {
  const own = withoutColon(rest);
  if (own !== '') return { value: own, used: 0 };
  const next = cells[index + 1];
  if (next === undefined || channelLabel(next.text) !== undefined || BOT_HEADING.test(next.text)) {
    return { value: undefined, used: 0 };
  }
  return { value: withoutColon(next.text), used: 1 };
}

/** Behind a bot's label come the type and a description, on the same line or the next ones, and then the value. */
function botValueAt(cells: readonly Cell[], index: number, rest: string, line: number): FoundValue {
  const own = withoutDescription(withoutColon(rest));
  if (own !== '') return { value: own, used: 0 };
  for (let used = 1; index + used < cells.length; used += 1) {
    const cell = cells[index + used];
    if (cell === undefined || channelLabel(cell.text) !== undefined) break;
    if (cell.line !== line && botLabelOf(cell.text) !== undefined) break;
    const value = withoutDescription(withoutColon(cell.text));
    if (value !== '') return { value, used };
  }
  return { value: undefined, used: 0 };
}

function withoutDescription(text: string): string {
  return text
    .replace(/^string(?![a-z])|^string(?=chat participant|bot name)/i, '')
    .trim()
    .replace(BOT_DESCRIPTION, '')
    .trim();
}

function withoutColon(text: string): string {
  return unmarked(text.replace(/^\s*[:=|]\s*/, ''));
}
