import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Command } from 'commander';
import { reasonOf } from '../../src/cli/reason';
import { traceCommand } from '../../src/cli/trace';
import { traceLines } from '../../src/cli/trace-lines';
import { readConfig } from '../../src/config';
import { traceFrom } from '../../src/trace/tell';
import { after, answerFacts } from '../trace/facts';

const ESCAPE = '\u001b[';
const trace = traceFrom(answerFacts());
const plain = { inColour: false, columns: 110 };

describe('the trace of a message in a terminal', () => {
  it('goes down line by line: the time, where it went, and what it was', () => {
    const lines = traceLines(trace, plain);
    expect(lines[0]).toBe('A message from Kommo to WhatsApp: sent');
    expect(lines).toContain('09:12:44.031          0 ms  │      ○◀─────●   Webhook comes in');
    expect(lines).toContain('09:12:45.240        +1.2 s  │      ╳◀─────●   Same webhook again: dropped');
    expect(lines).toContain('09:12:48.061          +4 s  ○◀────▶●      │   Attempt fails');
    expect(lines).toContain('                            ┊      ┊      ┊   1 min 27 s');
    expect(lines).toContain('09:14:21.420   +1 min 37 s  │      ●─────▶○   Kommo is told: read');
  });

  it('says what nobody kept, and what is under way', () => {
    const old = answerFacts({ receivedAt: null, verifiedBy: null, marks: [], outcome: null, nextAttemptAt: after(9) });
    const lines = traceLines(traceFrom(old), plain);
    expect(lines).toContain('Under way: tried again at 09:12:53.000.');
    expect(lines).toContain('Not kept, for an older version carried it: when its conversation was woken.');
  });

  it('folds long words into the width there is', () => {
    const text = 'WhatsApp cannot be reached now, and was asked what is wrong by all means that there are for it.';
    const [attempt] = answerFacts().attempts;
    const told = answerFacts({ attempts: attempt === undefined ? [] : [{ ...attempt, text }] });
    const lines = traceLines(traceFrom(told), { inColour: false, columns: 90 });
    // An id stays whole, so that it can be taken from there.
    expect(lines.filter((line) => line.length > 90 && !line.includes('/hooks/'))).toEqual([]);
    expect(lines.join(' ').replace(/[\s│]+/g, ' ')).toContain(text);
  });

  it('is coloured only where somebody looks', () => {
    expect(traceLines(trace, plain).join('')).not.toContain(ESCAPE);
    expect(traceLines(trace, { ...plain, inColour: true }).join('')).toContain(ESCAPE);
  });
});

describe('courier trace', () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });

  async function runAgainst(
    answer: { readonly status?: number; readonly type?: string; readonly body: string },
    args: readonly string[],
    output: { readonly isTTY?: boolean } = {},
  ): Promise<{ said: string[]; asked: string[] }> {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.statusCode = answer.status ?? 200;
      response.setHeader('content-type', answer.type ?? 'application/json').end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    process.env.COURIER_PORT = String((server.address() as AddressInfo).port);
    process.env.COURIER_ADMIN_KEY = 'the-key-of-this-test';
    delete process.env.NO_COLOR;
    const said: string[] = [];
    const program = new Command('courier');
    traceCommand(
      program,
      async (work) => {
        await work(readConfig()).catch((error: unknown) => said.push(reasonOf(error)));
      },
      (line) => said.push(line),
      output,
    );
    await program.parseAsync(['trace', ...args], { from: 'user' });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    return { said, asked };
  }

  const body = JSON.stringify(trace);

  it('asks for an id as it is, with the source or chat that it is of', async () => {
    const { asked } = await runAgainst({ body }, ['0b8a/1', '--source', '5550', '--chat', 'a b']);
    expect(asked).toEqual(['/admin/v1/messages/0b8a%2F1/trace?source=5550&chat=a+b']);
  });

  it('is in colour on a terminal only', async () => {
    expect((await runAgainst({ body }, ['x'])).said.join('')).not.toContain(ESCAPE);
    expect((await runAgainst({ body }, ['x'], { isTTY: true })).said.join('')).toContain(ESCAPE);
  });

  it('passes JSON and the picture on as they are', async () => {
    expect((await runAgainst({ body }, ['x', '--json'])).said).toEqual([body]);
    const { said, asked } = await runAgainst({ type: 'image/svg+xml', body: '<svg/>' }, ['x', '--svg']);
    expect({ said, asked }).toEqual({ said: ['<svg/>'], asked: ['/admin/v1/messages/x/trace?as=svg'] });
  });

  it('shows what there is to choose from where an id fits several', async () => {
    const candidate = {
      deliveryId: 'd-1',
      acceptedAt: after(0),
      messenger: 'viber',
      lane: 'to-kommo',
      kind: 'message',
    };
    const problem = {
      detail: '2 messages have this id',
      candidates: [
        { ...candidate, accountId: 1, chatId: 'c-1' },
        { ...candidate, deliveryId: 'd-2', accountId: 2, chatId: 'c-2' },
      ],
    };
    const { said } = await runAgainst({ status: 409, body: JSON.stringify(problem) }, ['x']);
    expect(said[0]).toMatch(
      /^2 messages have this id\n {2}d-1 .* account 1 {2}chat c-1\n {2}d-2 .* account 2 {2}chat c-2$/,
    );
  });
});
