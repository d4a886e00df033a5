import { expect } from 'chai';
import type { Request } from 'express';

import { carriesToken, isSameSite } from '../../../src/platform/http/same-site.js';

const request = (headers: Readonly<Record<string, string>>, body: unknown = {}): Request =>
  ({ protocol: 'http', body, get: (name: string) => headers[name] }) as unknown as Request;

const production = { publicOrigin: 'https://placements.example', hasOtherNames: false };
const demonstration = { publicOrigin: 'http://127.0.0.1:3000', hasOtherNames: true };

describe('a request that changes something', () => {
  for (const { name, headers, isOurs } of [
    { name: 'our own origin', headers: { origin: 'https://placements.example' }, isOurs: true },
    { name: 'no origin, as of a program', headers: {}, isOurs: true },
    { name: 'another origin', headers: { origin: 'https://evil.example' }, isOurs: false },
    {
      name: 'another origin that is also the host asked for',
      headers: { origin: 'http://evil.example', host: 'evil.example' },
      isOurs: false,
    },
    {
      name: 'another origin that the browser takes for the same',
      headers: { origin: 'http://evil.example', host: 'evil.example', 'sec-fetch-site': 'same-origin' },
      isOurs: false,
    },
    { name: 'our name without its https', headers: { origin: 'http://placements.example' }, isOurs: false },
    { name: 'an origin that is hidden', headers: { origin: 'null' }, isOurs: false },
    {
      name: 'our origin that the browser says is across sites',
      headers: { origin: 'https://placements.example', 'sec-fetch-site': 'cross-site' },
      isOurs: false,
    },
    { name: 'a neighbour of ours', headers: { 'sec-fetch-site': 'same-site' }, isOurs: false },
  ]) {
    it(`with ${name} is ${isOurs ? 'ours' : 'refused'} in production`, () => {
      expect(isSameSite(request(headers), production)).to.equal(isOurs);
    });
  }

  for (const { name, headers, isOurs } of [
    {
      name: 'the name it was asked by',
      headers: { origin: 'http://rehab.local', host: 'rehab.local' },
      isOurs: true,
    },
    {
      name: 'that name with https',
      headers: { origin: 'https://rehab.local', host: 'rehab.local' },
      isOurs: false,
    },
    { name: 'another', headers: { origin: 'http://evil.example', host: 'rehab.local' }, isOurs: false },
  ]) {
    it(`from ${name} is ${isOurs ? 'ours' : 'refused'} in a demonstration`, () => {
      expect(isSameSite(request(headers), demonstration)).to.equal(isOurs);
    });
  }

  it('needs the very token, however many bytes its letters have', () => {
    const token = 'abcdefgh';
    expect(carriesToken(request({ 'x-csrf-token': token }), token)).to.equal(true);
    expect(carriesToken(request({}, { csrfToken: token }), token)).to.equal(true);
    for (const sent of ['abcdefgé', 'abcdefg', 'abcdefghi', '', 'ABCDEFGH']) {
      expect(carriesToken(request({ 'x-csrf-token': sent }), token), sent).to.equal(false);
    }
    expect(carriesToken(request({}, { csrfToken: [token] }), token)).to.equal(false);
  });
});
