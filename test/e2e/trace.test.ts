import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LineView } from '../../src/sandbox/control/lines-contract';
import type { Trace, TraceStep } from '../../src/trace/trace';
import { becomes, inboxChat, person, personWrites } from '../support/first-words';
import { askAdmin } from '../support/installation';
import { connectLine } from '../support/lines';
import { findings } from '../support/search/plants';
import { waitFor } from '../support/wait-for';
import { World } from '../support/world';

const CLI = join(__dirname, '..', '..', 'dist', 'cli.js');
const PRIVATE = [
  { name: 'question', value: 'Do you have it in heliotrope?' },
  { name: 'answer', value: 'Yes, in two heliotropes.' },
  { name: 'name', value: 'Philippa Sandcastle' },
  { name: 'phone', value: '15550130042' },
] as const;
const [QUESTION, ANSWER, NAME, PHONE] = PRIVATE;

/** A message each way, with what goes wrong on the way, through processes, engine and emulators. */
describe('the trace of a message', () => {
  let world: World;
  let line: LineView;
  let chatId: string;
  let answerId: string;

  beforeAll(async () => {
    world = await World.start();
    line = await connectLine(world, 'whatsapp');
    const handset = await person(world, line, NAME.value, `+${PHONE.value}`);
    // WhatsApp tells of the question twice, and Kommo does not say what became of it; Kommo tells of the answer twice, and
    // WhatsApp does not take it at first.
    await world.fault({ name: 'whatsapp-hook-duplicate', times: 1 });
    await world.fault({ name: 'kommo-error', status: 503, operation: 'send', times: 1 });
    await personWrites(world, line, handset.id, QUESTION.value);
    const inbox = await waitFor(
      async () => (await world.state()).kommo.chats.find(({ messages }) => messages.length > 0),
      {
        timeoutMs: 90_000,
        what: 'the question in Kommo',
      },
    );
    chatId = inbox.id;
    await world.fault({ name: 'whatsapp-error', status: 429, operation: 'send', times: 1 });
    answerId = (await world.managerWrites(chatId, ANSWER.value, 1)).id;
    await becomes(world, chatId, ['delivered', 'read']);
    await readOnHandset(handset.id);
    await becomes(world, chatId, ['read']);
  }, 240_000);
  afterAll(() => world.stop());

  /** All that has come. */
  async function readOnHandset(handset: string): Promise<void> {
    const path = `/lines/whatsapp/${encodeURIComponent(line.id)}/handsets/${encodeURIComponent(handset)}/act`;
    await world.control('POST', path, { act: 'read' });
  }

  /** As soon as what is expected last is in it: Kommo shows a state before we have written down that it was told. */
  async function traceWhen(id: string, isWhole: (trace: Trace) => boolean): Promise<Trace> {
    return waitFor(
      async () => {
        const { status, body } = await askAdmin(world, 'GET', `/admin/v1/messages/${id}/trace`);
        const trace = body as unknown as Trace;
        return status === 200 && isWhole(trace) && trace;
      },
      { timeoutMs: 60_000, what: 'the whole trace' },
    );
  }

  const kinds = ({ steps }: Trace): TraceStep['kind'][] => steps.map(({ kind }) => kind);

  it('of a customer’s tells the webhook, its repeat, the attempt without an answer, what was looked for, and the one that Kommo took', async () => {
    const { messages } = await inboxChat(world, chatId);
    const question = messages.find(({ direction }) => direction === 'incoming');
    const trace = await traceWhen(question?.id ?? '', (each) => kinds(each).includes('repeated'));
    expect(trace).toMatchObject({ lane: 'to-kommo', messenger: 'whatsapp', outcome: 'sent', notKept: [] });
    expect(trace.ids).toMatchObject({ kommo: question?.id, kommoChat: chatId });
    expect(trace.steps).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'received', from: 'messenger', ms: 0 }),
        expect.objectContaining({ kind: 'verified', rule: 'hmac-sha256-of-body' }),
        expect.objectContaining({ kind: 'woken' }),
        expect.objectContaining({ kind: 'attempt', to: 'kommo', result: 'unknown' }),
        expect.objectContaining({ kind: 'evidence', found: 'absent' }),
        expect.objectContaining({ kind: 'attempt', to: 'kommo', result: 'sent', answered: question?.id }),
        expect.objectContaining({ kind: 'repeated', from: 'messenger', times: 1 }),
      ]),
    );
  });

  it('of a manager’s tells its repeat, the failed attempt, the marks of the messenger and what Kommo was told', async () => {
    const isWhole = ({ steps }: Trace): boolean =>
      steps.some((step) => step.kind === 'told' && step.tick === 'read') &&
      steps.some(({ kind }) => kind === 'repeated');
    const trace = await traceWhen(answerId, isWhole);
    expect(trace).toMatchObject({ lane: 'to-messenger', outcome: 'sent', tick: 'read', notKept: [] });
    expect(trace.ids.remote).toMatch(/^wamid\./);
    const way: readonly TraceStep['kind'][] = ['received', 'verified', 'accepted', 'attempt', 'ended', 'told'];
    expect(kinds(trace).filter((kind, index, all) => way.includes(kind) && all.indexOf(kind) === index)).toEqual(way);
    expect(trace.steps).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'verified', rule: 'hmac-sha1-of-body' }),
        expect.objectContaining({ kind: 'repeated', from: 'kommo', times: 1 }),
        expect.objectContaining({ kind: 'attempt', result: 'later', to: 'messenger' }),
        expect.objectContaining({ kind: 'attempt', result: 'sent', answered: trace.ids.remote }),
        expect.objectContaining({ kind: 'receipt', state: 'read' }),
        expect.objectContaining({ kind: 'told', tick: 'read', taken: true }),
      ]),
    );
    const times = trace.steps.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
  });

  it('as JSON, in a terminal and as a picture has ids, and nothing of what was said or who said it', async () => {
    const shown = new Map<string, string>();
    for (const flag of ['--json', '--svg', undefined]) {
      const args = [CLI, 'trace', answerId, ...(flag === undefined ? [] : [flag])];
      const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...world.env } });
      shown.set(flag ?? 'terminal', stdout);
    }
    expect(shown.get('terminal')).toContain('A message from Kommo to WhatsApp: sent');
    expect(shown.get('--svg')).toMatch(/^<svg /);
    for (const text of [shown.get('terminal'), shown.get('--json')]) expect(text).toContain(answerId);
    // The messenger's own id holds the number it goes to, and stays (docs/operating.md).
    const ids = /wamid\.[\w+/=-]+/g;
    expect(findings(new Map([...shown].map(([where, text]) => [where, text.replace(ids, '')])), PRIVATE)).toEqual([]);
  });
});
