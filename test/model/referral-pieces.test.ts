import { piecesOf } from '../../src/model/referral-pieces';

describe('the pieces of a referral', () => {
  it('of an ad are its title, text, address and id', () => {
    const ad = { source: 'ad', id: '120', url: 'https://fb.me/x', title: 'Sale', text: '-20%' } as const;
    expect(piecesOf(ad)).toEqual({ title: 'Sale', text: '-20%', url: 'https://fb.me/x', ad_id: '120' });
  });

  it('what a link carried is its ref', () => {
    expect(piecesOf({ source: 'link', id: 'spring' })).toEqual({ ref: 'spring' });
  });

  it('UTM marks are read from the address, and those that are told go before them', () => {
    const url = 'https://shop.example/?utm_source=ads&utm_campaign=old&x=1';
    expect(piecesOf({ source: 'link', url, utm: { utm_campaign: 'spring' } })).toEqual({
      url,
      utm_source: 'ads',
      utm_campaign: 'spring',
    });
  });

  it('what is empty or no address is left out', () => {
    expect(piecesOf({ source: 'link', id: ' ', url: 'no address', title: '' })).toEqual({ url: 'no address' });
  });
});
