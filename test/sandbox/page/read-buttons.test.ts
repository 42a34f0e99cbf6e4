import { readButtons } from '../../../src/sandbox/page/inbox/readButtons';

describe("the manager's buttons, one a line", () => {
  it('reads labels and addresses', () => {
    expect(readButtons('Yes, please\n Our shop | https://example.com ')).toEqual([
      [{ text: 'Yes, please' }],
      [{ text: 'Our shop', url: 'https://example.com' }],
    ]);
  });

  it('leaves out empty lines and addresses without a label', () => {
    expect(readButtons('\n  \nYes |\n| https://example.com\n')).toEqual([[{ text: 'Yes' }]]);
  });
});
