import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { COMMON_WORDS } from './common-passwords.ts';
import { hashPassword, isPassword, requireGoodPassword } from './password.ts';

const about = { email: 'ada.lovelace+uni@example.org', name: 'Ada Lovelace' };
const judge = (password: string) => requireGoodPassword(password, about);

describe('a password is refused', () => {
  for (const weak of [
    'aaaaaaaaaaaa',
    'abababababab',
    'abc1abc1abc1',
    'password1234',
    'Password2024!',
    'P@ssw0rd1234',
    'pa$$w0rd!!!!',
    'passwordpassword',
    'iloveyou2026!',
    '1l0vey0u1234',
    'qwertyuiop12',
    'qwertzuiop123',
    'poiuytrewq!!',
    '123456789012',
    '1qaz2wsx3edc4rfv',
    'abcdefghijkl',
    'Liverpool2019',
    'Summer2026!!',
    'dragonmonkey1',
    'michael-jordan-23',
    'welcome to pegasus',
    'universitaet1',
    'lovelace1815',
    'AdaLovelace!1',
    'example.org12',
    'ｐａｓｓｗｏｒｄ１２３４',
  ])
    test(weak, () => assert.throws(() => judge(weak), { code: 'password-weak' }));
});

describe('a password is taken', () => {
  for (const good of [
    'four words nobody puts together',
    'correct horse battery staple',
    'nine grey ships under paper',
    'tR7#kq9ZpW2m',
    'blauer Kaktus trinkt Kaffee',
    '記憶の宮殿に三羽の烏が',
    'my dragon eats purple staplers',
    'x7 vanilla moped quartz',
  ])
    test(good, () => assert.doesNotThrow(() => judge(good)));
});

test('of the words that passwords are made of, none makes one with a year or a row behind it', () => {
  assert.ok(COMMON_WORDS.length > 200, `${COMMON_WORDS.length}`);
  let tried = 0;
  for (const word of COMMON_WORDS) {
    for (const tail of ['12345678', '2026!', '1234567890', '!!!!!!!!', word]) {
      const password = `${word}${tail}`;
      if (password.length < 12) continue;
      tried++;
      assert.throws(() => judge(password), { code: 'password-weak' }, password);
    }
  }
  assert.ok(tried > 600, `${tried}`);
});

test('one is the same however its letters are composed, and no other', async () => {
  const hash = await hashPassword('café au lait, bien sûr');
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.equal(await isPassword(hash, 'cafe\u0301 au lait, bien su\u0302r'), true);
  assert.equal(await isPassword(hash, 'cafe au lait, bien sur'), false);
  assert.equal(await isPassword(null, 'anything'), false);
});
