import { Dialogue } from '../support/dialogue';
import { peakOf } from '../support/peak-memory';
import type { SampleFile } from '../support/sample-files';
import { World } from '../support/world';

const MEGABYTE = 1024 * 1024;
/** What a large file may take beyond a small one, in each process it goes through. */
const MOST_MORE = 30 * MEGABYTE;

describe('a large file', () => {
  let world: World;
  let dialogue: Dialogue;
  beforeAll(async () => {
    world = await World.start({ env: { COURIER_MEDIA_MAX_MB: '200' } });
    // Telegram's own cloud hands no bot more than 20 MB; a server of one's own does.
    await world.control('PATCH', '/assumptions', { 'telegram-local-server': 'on' });
    dialogue = await Dialogue.open(world, 'Ana');
  }, 180_000);
  afterAll(() => world.stop(), 60_000);

  it('goes through to Kommo without growing what it goes through: 100 MB take little more memory than 10', async () => {
    await customerSends(10 * MEGABYTE);
    const before = peaks();
    await customerSends(100 * MEGABYTE);
    expectLittleMore(before, peaks());
  }, 240_000);

  it('goes through to the customer the same way: 45 MB take little more memory than 5', async () => {
    await managerSends(5 * MEGABYTE);
    const before = peaks();
    await managerSends(45 * MEGABYTE);
    expectLittleMore(before, peaks());
  }, 240_000);

  async function customerSends(size: number): Promise<void> {
    const file = await dialogue.upload(zeroes(size));
    await dialogue.customer({ file, as: 'document' });
    const there = await dialogue.inInbox(
      ({ media }) => media?.file?.size === size || media?.state === 'failed',
      'the file in the inbox',
    );
    expect(there.media?.state).toBe('there');
  }

  async function managerSends(size: number): Promise<void> {
    const file = await dialogue.upload(zeroes(size));
    await dialogue.manager({ file, type: 'file' });
    await dialogue.onPhone((message) => message.from === 'bot' && message.file?.size === size, 'the file on the phone');
  }

  /** Highest resident memory so far, bytes, of what files go through. */
  function peaks(): Record<string, number> {
    const through = world.processes.filter(({ command }) => command !== 'sandbox');
    return Object.fromEntries(through.map((each) => [each.command, peakOf(each)]));
  }

  function expectLittleMore(before: Record<string, number>, after: Record<string, number>): void {
    for (const [command, peak] of Object.entries(after)) {
      const more = peak - (before[command] ?? 0);
      process.stdout.write(
        `${command}: peak ${String(Math.round(peak / MEGABYTE))} MB, ${(more / MEGABYTE).toFixed(1)} MB more\n`,
      );
      expect(more).toBeLessThanOrEqual(MOST_MORE);
    }
  }
});

function zeroes(size: number): SampleFile {
  const bytes = Buffer.alloc(size);
  bytes.write('PK\u0003\u0004', 'latin1');
  return { name: `large-${String(size)}.zip`, mimeType: 'application/zip', bytes };
}
