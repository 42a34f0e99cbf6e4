import { classify, wordsOf, type RefusalRule } from '../../../src/messengers/graph/classify';
import { refusalOf } from '../../../src/messengers/graph/refusal';

const rules: readonly RefusalRule[] = [
  { codes: [10], error: { code: 905, retry: 'no', text: 'Ten.' } },
  { codes: [[10, 2018278]], error: { code: 905, retry: 'no', text: 'Outside the window.' } },
  { codes: [100], error: (refusal) => ({ code: 905, retry: 'no', text: wordsOf(refusal) }) },
];
const classified = (error: object, status = 400) => classify(refusalOf(error, status), rules, 'Messenger');

describe('what a refusal of the Graph API means', () => {
  it.each([
    ['a subcode before its code', { code: 10, error_subcode: 2018278 }, 'Outside the window.'],
    ['a code with a subcode that has no rule', { code: 10, error_subcode: 7 }, 'Ten.'],
    ['the words of Meta', { code: 100, message: 'm', error_data: { details: 'Too long' } }, 'Too long (100)'],
    [
      'words for people before those for makers',
      { code: 100, message: 'm', error_user_msg: 'Shorter' },
      'Shorter (100)',
    ],
    ['nothing but a number', { code: 100, error_subcode: 5 }, '100/5'],
    ['numbers that are written as texts', { code: '10', error_subcode: '2018278' }, 'Outside the window.'],
  ])('is told by %s', (_, error, text) => {
    expect(classified(error).text).toBe(text);
  });

  it.each([
    [{ code: 190 }, 902, 'later', 'source'],
    [{ code: 230 }, 902, 'later', 'source'],
    [{ code: 613 }, 903, 'later', 'source'],
    [{ code: 368 }, 902, 'no', 'message'],
    [{ code: 1 }, 905, 'no', 'message'],
    [{ code: 2, is_transient: true }, 903, 'later', 'message'],
    [{}, 905, 'no', 'message'],
  ])('without a rule of the product: %j', (error, code, retry, breadth) => {
    expect(classified(error)).toMatchObject({ code, retry, breadth });
  });

  it('shows neither secrets nor numbers of people', () => {
    const refusal = refusalOf({ code: 100, message: 'Token EAAsecret of +1 (650) 555-1234' }, 400, ['EAAsecret']);
    expect(classify(refusal, rules, 'Messenger').text).toBe('Token … of … (100)');
  });
});
