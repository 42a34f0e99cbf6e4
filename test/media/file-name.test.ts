import fc from 'fast-check';
import { safeFileName } from '../../src/media/file-name';

it.each([
  ['photo.jpg', 'jpg', 'photo.jpg'],
  ['photo.JPG', 'jpg', 'photo.jpg'],
  ['photo.png', 'jpg', 'photo.jpg'],
  ['photo', 'jpg', 'photo.jpg'],
  ['report.final', 'pdf', 'report.final.pdf'],
  ['v1.2', 'pdf', 'v1.2.pdf'],
  ['Договор № 5.docx', 'docx', 'Договор № 5.docx'],
  ['请求 👨‍👩‍👧.pdf', 'pdf', '请求 👨‍👩‍👧.pdf'],
  ['../../etc/passwd', 'txt', 'passwd.txt'],
  ['C:\\temp\\a.txt', 'txt', 'a.txt'],
  ['..', 'bin', 'file.bin'],
  ['.htaccess', 'bin', 'htaccess.bin'],
  ['a/', 'bin', 'file.bin'],
  ['', 'bin', 'file.bin'],
  [undefined, 'ogg', 'file.ogg'],
  ['.jpg', 'jpg', 'file.jpg'],
  ['a\r\nSet-Cookie: b.jpg', 'jpg', 'aSet-Cookie_ b.jpg'],
  ['invoice\u202Egpj.exe', 'exe', 'invoicegpj.exe'],
  ['a\0b\u200B.txt', 'txt', 'ab.txt'],
  ['con', 'txt', '_con.txt'],
  ['NUL.txt', 'txt', '_NUL.txt'],
  ['com1.tar.gz', 'gz', '_com1.tar.gz'],
  ['console', 'txt', 'console.txt'],
  ['a<b>:"|?*.txt', 'txt', 'a_b______.txt'],
  ['a.', 'txt', 'a.txt'],
  [' a . txt ', 'txt', 'a . txt.txt'],
  ['half \ud83d.txt', 'txt', 'half.txt'],
  ['cafe\u0301.txt', 'txt', 'café.txt'],
])('%j as %s is %j', (declared, extension, name) => {
  expect(safeFileName(declared, extension)).toBe(name);
});

it('a long name is cut before its extension and never within a character', () => {
  expect(safeFileName(`${'a'.repeat(200)}.jpg`, 'jpg')).toBe(`${'a'.repeat(116)}.jpg`);
  const emoji = safeFileName(`a${'👍'.repeat(100)}`, 'pdf');
  expect(emoji).toBe(`a${'👍'.repeat(57)}.pdf`);
});

it('whatever was declared, the name is one harmless part of a path with the extension', () => {
  const declared = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc
      .array(fc.constantFrom('.', '/', '\\', ' ', '\0', '\u202e', 'con', '.txt', 'a', '%2f'))
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(declared, fc.constantFrom('jpg', 'pdf', 'bin', 'txt'), (given, extension) => {
      const name = safeFileName(given, extension);
      expect(name.length).toBeLessThanOrEqual(120);
      expect(name).toMatch(/^[^. ].*[^. ]\.[a-z]{3}$|^[^. ]\.[a-z]{3}$/su);
      expect(name.endsWith(`.${extension}`)).toBe(true);
      expect(name).not.toMatch(/[/\\<>:"|?*\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
      expect(encodeURIComponent(name)).toBeDefined();
      expect(safeFileName(name, extension)).toBe(name);
    }),
    { numRuns: 500 },
  );
});
