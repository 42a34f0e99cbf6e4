import express from 'express';
import { readConfig } from '../src/config';

const trusted = (value: string): unknown => readConfig({ COURIER_TRUSTED_PROXY: value }).trustedProxy;

describe('COURIER_TRUSTED_PROXY', () => {
  it('trusts nobody unless told; an empty setting, as compose passes it, tells nothing', () => {
    expect(readConfig({}).trustedProxy).toBe(false);
    expect(trusted('')).toBe(false);
  });

  it.each<[string, unknown]>([
    ['1', 1],
    ['loopback', ['loopback']],
    ['10.0.0.0/8, 192.168.1.7', ['10.0.0.0/8', '192.168.1.7']],
    ['fd00::/8,::1', ['fd00::/8', '::1']],
  ])('is understood as %s, and by Express too', (value, wanted) => {
    expect(trusted(value)).toEqual(wanted);
    expect(() => express().set('trust proxy', trusted(value))).not.toThrow();
  });

  it.each(['true', '0', 'proxy.example.com', '10.0.0.0/33', '10.0.0.1/8/8', '*'])('refuses %j', (value) => {
    expect(() => trusted(value)).toThrow('COURIER_TRUSTED_PROXY');
  });
});
