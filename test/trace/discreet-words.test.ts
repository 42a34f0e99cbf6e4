import { discreetWords } from '../../src/trace/discreet-words';

const SECRETS = ['Would you have it in two blues?', 'Ana Lima', '+55 11 91234-5678', 'offer (final).pdf', 'ok'];

it.each([
  ['all of what was said', 'Bad Request: Would you have it in two blues? is too odd', 'Bad Request: … is too odd'],
  ['its beginning', 'cannot parse “Would you have it” here', 'cannot parse “…” here'],
  ['it in other letters and spaces', 'refused: WOULD  you\nhave it in two blues?', 'refused: …'],
  ['who said it', 'ANA LIMA has blocked us', '… has blocked us'],
  ['a number', 'no such user +55 11 91234-5678.', 'no such user ….'],
  ['a number written in another way', 'no such user (5511) 91234 5678', 'no such user …'],
  ['a file name', 'cannot send offer (final).pdf', 'cannot send …'],
  ['an address', 'cannot fetch https://files.example.com/a/b.pdf?sig=1 now', 'cannot fetch … now'],
  ['an e-mail', 'bounced from ana@example.com', 'bounced from …'],
  ['a token', 'bad token 7204981123:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw', 'bad token …'],
])('takes out %s', (_what, text, left) => {
  expect(discreetWords(text, SECRETS)).toBe(left);
});

it.each([
  'HTTP 502 after 1500 ms (error_code 400, subcode 2534)',
  'Kommo does not know 0b8a8ef2-6d3c-4d1c-8f0e-2b6d0f3a9c11',
  'It is blocked, and looks broken', // holds "ok"
  'WhatsApp takes so many messages at a time, and this one waits for its turn.',
])('leaves what tells nothing of anybody: %s', (text) => {
  expect(discreetWords(text, SECRETS)).toBe(text);
});
