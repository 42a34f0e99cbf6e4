import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../config';
import { isBlank, type Fault } from '../kommo/registration/fault';
import { kommoHookUrl } from '../kommo/registration/hook-url';
import { requestNotes } from '../kommo/registration/notes';
import { iconFileName, printRequest } from '../kommo/registration/print-request';
import { checkRequest, REQUEST_FIELDS, type ChannelRequest, type RequestField } from '../kommo/registration/request';
import { en } from '../kommo/registration/texts/en';
import { readTextFile, tellFaults } from './faults';
import type { Terminal } from './terminal';

type Options = Readonly<Record<string, string | true>>;
type Say = (line: string) => void;

/** Flags that are called otherwise than their fields. `icon` is a file. */
const FLAGS: Readonly<Partial<Record<string, RequestField>>> = {
  accounts: 'accountIds',
  window: 'windowSeconds',
  similar: 'similarSolution',
};

interface Gathered {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly faults: readonly Fault[];
}

/** `courier channel request`. @returns the exit code. */
export async function requestChannel(options: Options, config: Config, terminal: Terminal, say: Say): Promise<number> {
  const hookUrl = kommoHookUrl(config.publicUrl);
  const told = { json: options.json === true };
  const gathered = await gather(options, terminal);
  const fields = await complete(gathered.fields, hookUrl, options.from === '-' ? undefined : terminal);
  const checked = checkRequest(fields);
  const faults = [...gathered.faults, ...(checked.kind === 'faults' ? checked.faults : [])];
  if (checked.kind === 'faults' || faults.length > 0) return tellFaults(faults, told, 'The request does not fit:', say);
  await hand(checked.request, hookUrl, options, terminal, say);
  return 0;
}

/** What the file and the flags say; a flag goes before the file. */
async function gather(options: Options, terminal: Terminal): Promise<Gathered> {
  const { from, icon } = options;
  const file = typeof from === 'string' ? await readFields(from, terminal) : { fields: {}, faults: [] };
  const { iconFile, ...fields } = file.fields;
  const named = Object.fromEntries(
    Object.entries(options)
      .filter(([flag]) => !['from', 'icon', 'json', 'out'].includes(flag))
      .map(([flag, value]) => [FLAGS[flag] ?? flag, value]),
  );
  const iconPath =
    typeof icon === 'string'
      ? icon
      : typeof iconFile === 'string'
        ? path.resolve(from === undefined || from === '-' ? '.' : path.dirname(String(from)), iconFile)
        : undefined;
  if (iconPath === undefined) return { fields: { ...fields, ...named }, faults: file.faults };
  const source = await readTextFile(iconPath, 'icon');
  return typeof source === 'string'
    ? { fields: { ...fields, ...named, icon: source }, faults: file.faults }
    : { fields: { ...fields, ...named }, faults: [...file.faults, source] };
}

async function readFields(from: string, terminal: Terminal): Promise<Gathered> {
  const text = from === '-' ? await terminal.readAll() : await readTextFile(from, '--from');
  if (typeof text !== 'string') return { fields: {}, faults: [text] };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { fields: {}, faults: [{ field: '--from', key: 'noJson', what: '' }] };
  }
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    ? { fields: { ...parsed }, faults: [] }
    : { fields: {}, faults: [{ field: '--from', key: 'notObject', what: '' }] };
}

/** Asks for what is missing, if somebody is there; the webhook's address is known otherwise. */
async function complete(
  given: Gathered['fields'],
  hookUrl: string,
  terminal: Terminal | undefined,
): Promise<Gathered['fields']> {
  let fields = given;
  for (const field of REQUEST_FIELDS) {
    if (fields[field] !== undefined && (fields[field] === null || !isBlank(fields[field]))) continue;
    if (terminal?.interactive === true) {
      if (isAsked(field, fields)) fields = { ...fields, [field]: await askFor(field, fields, hookUrl, terminal) };
    } else if (field === 'hookUrl') fields = { ...fields, hookUrl };
  }
  return fields;
}

/** Some questions come of another's answer: the check itself says which. */
function isAsked(field: RequestField, fields: Gathered['fields']): boolean {
  return faultOf(field, fields) !== undefined;
}

function faultOf(field: RequestField, fields: Gathered['fields']): Fault | undefined {
  const checked = checkRequest(fields);
  return checked.kind === 'fits' ? undefined : checked.faults.find((fault) => fault.field === field);
}

async function askFor(
  field: RequestField,
  fields: Gathered['fields'],
  hookUrl: string,
  terminal: Terminal,
): Promise<string> {
  const { label, hint } = en.fields[field];
  const otherwise = field === 'hookUrl' ? hookUrl : '';
  terminal.remark(`\n${label}${hint === '' ? '' : `\n  ${hint}`}`);
  for (;;) {
    const typed = (await terminal.ask(field === 'icon' ? '  file: ' : `  ${choicesOf(field)}${otherwise}> `)).trim();
    const answer = typed === '' ? otherwise : typed;
    const value = field === 'icon' && answer !== '' ? await readTextFile(answer, field) : answer;
    const fault = typeof value === 'string' ? faultOf(field, { ...fields, [field]: value }) : value;
    if (fault === undefined && typeof value === 'string') return value;
    if (fault !== undefined) terminal.remark(`  ${en.faults[fault.key](fault.what)}`);
  }
}

function choicesOf(field: RequestField): string {
  switch (field) {
    case 'writeFirst':
    case 'templatesAfterWindow':
    case 'similarSolution':
    case 'storesFiles':
    case 'quoting':
    case 'voice':
      return '(yes, no) ';
    case 'windowSeconds':
      return '(seconds, none) ';
    case 'reactions':
      return '(none, all, emoji) ';
    case 'audience':
      return '(private, public) ';
    case 'maxFileMb':
      return '(a number, none) ';
    case 'name':
    case 'hookUrl':
    case 'accountIds':
    case 'email':
    case 'icon':
    case 'integrationId':
    case 'widgetCode':
    case 'unique':
      return '';
  }
}

async function hand(
  request: ChannelRequest,
  hookUrl: string,
  options: Options,
  terminal: Terminal,
  say: Say,
): Promise<void> {
  const text = printRequest(request);
  const notes = requestNotes(request, { hookUrl }, en);
  const isJson = options.json === true;
  const output = isJson ? JSON.stringify({ request, text, notes }) : text.trimEnd();
  if (typeof options.out === 'string') {
    await writeFile(options.out, `${output}\n`);
    terminal.remark(`Written to ${options.out}.`);
  } else say(output);
  if (isJson) return;
  terminal.remark(`\nMail this to Kommo's support, with the icon attached as ${iconFileName(request.name)}.`);
  for (const note of notes) terminal.remark(note);
}
