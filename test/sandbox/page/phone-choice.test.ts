import { pressed, shownPhones } from '../../../src/sandbox/page/phone/shownPhones';

const ALL = ['telegram', 'whatsapp', 'viber'] as const;

describe('which phones are shown', () => {
  it('are those that were chosen last, as many as there is room for', () => {
    expect(shownPhones(['telegram', 'viber', 'whatsapp'], ALL, 2)).toEqual(['viber', 'whatsapp']);
  });

  it('are only those that the sandbox plays, and at least one', () => {
    expect(shownPhones(['apple', 'viber'], ALL, 3)).toEqual(['viber']);
    expect(shownPhones(['apple'], ALL, 3)).toEqual(['telegram']);
    expect(shownPhones([], ALL, 3)).toEqual(['telegram']);
  });

  it('come and go by a press on the dock, and the last one stays', () => {
    expect(pressed(['telegram'], 'viber', 2)).toEqual(['telegram', 'viber']);
    expect(pressed(['telegram', 'viber'], 'whatsapp', 2)).toEqual(['viber', 'whatsapp']);
    expect(pressed(['telegram', 'viber'], 'telegram', 2)).toEqual(['viber']);
    expect(pressed(['viber'], 'viber', 2)).toEqual(['viber']);
  });

  it('change places where there is room for one', () => {
    expect(pressed(['telegram'], 'viber', 1)).toEqual(['viber']);
  });
});
