import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openHistory } from '../../src/history/open-history';
import { HISTORY_FORMATS } from '../../src/history/reader';
import { recognise } from '../../src/history/recognise';
import { surveyOf } from '../../src/history/survey';
import { craftedZip } from '../history/crafted-zip';
import { writeExport } from '../history/generated-export';
import { watched } from '../history/heap';

const MESSAGES = 100_000;
/** Kept as they are, these messages take more than a hundred. */
const MOST_BYTES = 8 * 1024 ** 2;

let dir: string;
beforeAll(() => void (dir = mkdtempSync(path.join(tmpdir(), 'courier-large-'))));
afterAll(() => rmSync(dir, { recursive: true }));

async function archiveOf(format: (typeof HISTORY_FORMATS)[number]): Promise<string> {
  const text = path.join(dir, format);
  await writeExport(text, { format, messages: MESSAGES, chats: format === 'whatsapp' ? 1 : 50 });
  const archive = path.join(dir, `${format}.zip`);
  writeFileSync(archive, craftedZip([{ name: 'export/text', content: readFileSync(text) }]));
  return archive;
}

it.each(HISTORY_FORMATS)(
  'a dry run over 100,000 messages of an archive takes no more memory at its end than at its beginning: %s',
  async (format) => {
    const input = await openHistory(await archiveOf(format), 'export.zip');
    const heaps: number[] = [];
    const started = Date.now();
    const survey = await surveyOf(watched((await recognise(input)).read({}), MESSAGES / 20, heaps));
    await input.close();
    const [first = 0, most] = [heaps[0], Math.max(...heaps)];
    const megabytes = (bytes: number): string => (bytes / 1024 ** 2).toFixed(1);
    console.log(
      `${format}: ${survey.messages} messages in ${((Date.now() - started) / 1_000).toFixed(1)} s, ` +
        `heap ${megabytes(first)} MB at 5 %, ${megabytes(most)} MB at most`,
    );
    expect(survey.messages).toBe(MESSAGES);
    expect(most - first).toBeLessThan(MOST_BYTES);
  },
  300_000,
);
