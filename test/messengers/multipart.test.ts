import fc from 'fast-check';
import { formOf } from '../../src/messengers/multipart';
import { fileOf, readForm } from './telegram/scripted-http';

async function bytesOf(form: ReturnType<typeof formOf>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of form.body.stream()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('a form with files', () => {
  it('is as long as it says, and is read back as it was written, whatever is in it', async () => {
    const contents = fc.uint8Array({ maxLength: 200 });
    const files = fc.array(fc.record({ name: fc.string({ unit: 'binary' }), contents }), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), files, async (caption, parts) => {
        const form = formOf(
          { caption, chat_id: 7, left_out: undefined },
          parts.map(({ name, contents }, index) => ({
            name: `file${String(index)}`,
            file: fileOf('image/png', { name: `x${name}`, size: contents.length, open: () => each(contents) }),
          })),
        );
        const bytes = await bytesOf(form);
        expect(bytes).toHaveLength(form.body.length);
        const read = await readForm(bytes, form.contentType);
        // The platform's parser decodes as it should, but for line ends in names, which do not occur.
        expect(read.get('caption')).toBe(caption);
        expect(read.get('chat_id')).toBe('7');
        expect(read.has('left_out')).toBe(false);
        for (const [index, { contents }] of parts.entries()) {
          const file = read.get(`file${String(index)}`);
          if (file === null || typeof file === 'string') throw new Error('no file');
          expect(Buffer.from(await file.arrayBuffer()).equals(Buffer.from(contents))).toBe(true);
          expect(file.type).toBe('image/png');
        }
      }),
      { numRuns: 200 },
    );
  });

  it('begins anew each time, and is complete only at its end', async () => {
    const form = formOf({ a: { b: 1 } }, [{ name: 'photo', file: fileOf('image/png; x="\r\n') }]);
    const first = form.body.stream()[Symbol.asyncIterator]();
    await first.next();
    expect(form.isComplete()).toBe(false);
    const bytes = await bytesOf(form);
    expect(form.isComplete()).toBe(true);
    expect((await bytesOf(form)).equals(bytes)).toBe(true);
    expect(bytes.toString()).toContain('Content-Type: image/png\r\n\r\nbytes\r\n');
    expect(bytes.toString()).toContain('{"b":1}');
  });
});

async function* each(contents: Uint8Array): AsyncGenerator<Buffer> {
  for (const byte of contents) yield await Promise.resolve(Buffer.from([byte]));
}
