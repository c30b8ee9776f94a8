import {
  createSigner,
  fromBase64,
  keyIdOf,
  LedgerFault,
  openNote,
  parseVkey,
  signNote,
  toUtf8,
  verifierOf,
  vkey,
} from '@overt/ledger';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

// C2SP signed-note@5ba5ee8, Example.
const C2SP_KEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const C2SP_NOTE =
  'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';

// golang.org/x/mod@fe2ec04 sumdb/note/note_test.go (BSD-3-Clause).
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const ENOCH = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop';
const PETER_SEED = 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_LINE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const ENOCH_LINE =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n';

const peter = parseVkey(PETER);
const enoch = parseVkey(ENOCH);
const codeOf = (run: () => unknown): string | undefined => {
  try {
    run();
    return undefined;
  } catch (cause) {
    if (cause instanceof LedgerFault) return cause.code;
    throw cause;
  }
};

describe('openNote', () => {
  test('verifies the example of the C2SP text', () => {
    expect(openNote(C2SP_NOTE, [parseVkey(C2SP_KEY)]).text).toBe('This is an example message.\n');
    expect(openNote(toUtf8(C2SP_NOTE), [parseVkey(C2SP_KEY)]).signatures).toHaveLength(1);
  });

  test('tells verified signatures from those of unknown keys', () => {
    const one = openNote(`${TEXT}\n${PETER_LINE}${ENOCH_LINE}`, [peter]);
    expect(one.text).toBe(TEXT);
    expect(one.signatures.map((s) => s.verifier)).toEqual([peter]);
    expect(one.unknown).toEqual(['EnochRoot']);
    const both = openNote(`${TEXT}\n${PETER_LINE}${ENOCH_LINE}`, [peter, enoch]);
    expect(both.signatures.map((s) => s.verifier)).toEqual([peter, enoch]);
  });

  test('refuses a note that no known key has signed', () => {
    expect(codeOf(() => openNote(`${TEXT}\n${PETER_LINE}`, [enoch]))).toBe('NOTE_UNVERIFIED');
    expect(codeOf(() => openNote(`${TEXT}\n${PETER_LINE}`, []))).toBe('NOTE_UNVERIFIED');
  });

  test('refuses the whole note if one known key’s signature is wrong, whatever the others say', () => {
    const broken = `${PETER_LINE.slice(0, 60)}ABCD${PETER_LINE.slice(60)}`;
    expect(codeOf(() => openNote(`${TEXT}\n${broken}${ENOCH_LINE}`, [peter, enoch]))).toBe(
      'NOTE_SIGNATURE_INVALID',
    );
    expect(codeOf(() => openNote(`x${TEXT}\n${PETER_LINE}`, [peter]))).toBe('NOTE_SIGNATURE_INVALID');
  });

  test('counts a key once, however often it signed', () => {
    expect(openNote(`${TEXT}\n${PETER_LINE}${PETER_LINE}`, [peter]).signatures).toHaveLength(1);
  });

  test.each([
    ['without signatures', TEXT],
    ['with an empty signature part', `${TEXT}\n`],
    ['without the last newline', `${TEXT}\n${PETER_LINE.slice(0, -1)}`],
    ['with a control character', `\u0001${TEXT}\n${PETER_LINE}`],
    ['with a space in a key name', `${TEXT}\n— Bad Name ${PETER_LINE.split(' ')[2]}`],
    ['with another line after the signatures', `${TEXT}\n${PETER_LINE}Unexpected line.\n`],
    ['with half a surrogate pair', `\ud800${TEXT}\n${PETER_LINE}`],
    ['with 101 signatures', `${TEXT}\n${PETER_LINE.repeat(101)}`],
    ['larger than a megabyte', `${'a'.repeat(1_000_001)}\n\n${PETER_LINE}`],
  ])('refuses a note %s', (_, note) => {
    expect(codeOf(() => openNote(note, [peter]))).toBe('NOTE_MALFORMED');
  });

  test('refuses bytes that are not UTF-8', () => {
    const bytes = new Uint8Array([0xff, ...toUtf8(`${TEXT}\n${PETER_LINE}`)]);
    expect(codeOf(() => openNote(bytes, [peter]))).toBe('NOTE_MALFORMED');
  });

  test('keeps empty lines in the text', () => {
    const signer = createSigner('a', new Uint8Array(32));
    expect(openNote(signNote('one\n\n\ntwo\n', signer), [verifierOf(signer)]).text).toBe('one\n\n\ntwo\n');
  });
});

describe('signNote', () => {
  test('makes the published signature from the published key', () => {
    const signer = createSigner('PeterNeumann', fromBase64(PETER_SEED).subarray(1));
    expect(vkey(signer)).toBe(PETER);
    expect(signNote(TEXT, signer)).toBe(`${TEXT}\n${PETER_LINE}`);
  });

  test('refuses a text that a reader would cut differently', () => {
    const signer = createSigner('a', new Uint8Array(32));
    for (const text of ['', 'no newline', 'tab\t\n', 'cr\r\n'])
      expect(codeOf(() => signNote(text, signer))).toBe('NOTE_MALFORMED');
  });
});

describe('verifier keys', () => {
  test('survive the way there and back', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.stringMatching(/^[a-z0-9./-]{1,40}$/),
        (publicKey, name) => {
          const parsed = parseVkey(vkey({ name, publicKey }, 'cosignature'));
          expect(parsed).toEqual({
            name,
            publicKey,
            type: 'cosignature',
            keyId: keyIdOf(name, publicKey, 'cosignature'),
          });
        },
      ),
    );
  });

  // note_test.go TestNewVerifier: no part of a key and no key with one changed character is a key.
  test('do not parse when cut short or changed in any one character', () => {
    for (let i = 0; i <= PETER.length; i++) {
      for (let j = i + 1; j <= PETER.length; j++) {
        if (i !== 0 || j !== PETER.length)
          expect(codeOf(() => parseVkey(PETER.slice(i, j)))).toBe('KEY_INVALID');
      }
      if (i === PETER.length) continue;
      const changed = PETER.slice(0, i) + String.fromCharCode(PETER.charCodeAt(i) + 1) + PETER.slice(i + 1);
      expect(codeOf(() => parseVkey(changed))).toBe('KEY_INVALID');
    }
  });

  test.each([
    [
      'a key of another length with its right ID',
      'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==',
    ],
    [
      'an unknown algorithm with its right ID',
      'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    ],
    ['too few parts', 'bananas.sigstore.dev+12344556'],
    ['text that is not base64', 'rekor.sigstore.dev+12345678+THIS_IS_NOT_BASE64!'],
    ['a short key', 'rekor.sigstore.dev+12345678+AwEB'],
  ])('do not parse with %s', (_, text) => {
    expect(codeOf(() => parseVkey(text))).toBe('KEY_INVALID');
  });

  test.each(['', 'a b', 'a+b', 'a\u00a0b', 'a\nb', '\ud800'])('refuse the name %j', (name) => {
    expect(codeOf(() => createSigner(name, new Uint8Array(32)))).toBe('KEY_INVALID');
  });

  test('refuse a seed that is not 32 bytes', () => {
    expect(codeOf(() => createSigner('a', new Uint8Array(31)))).toBe('KEY_INVALID');
  });
});

test('arbitrary notes and keys give a code, never another exception', () => {
  const junk = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.uint8Array(),
    fc.string().map((s) => `${TEXT}\n— ${s}\n`),
  );
  fc.assert(
    fc.property(junk, fc.string({ unit: 'binary' }), (note, key) => {
      expect(codeOf(() => openNote(note, [peter]))).toMatch(/^NOTE_/);
      expect(codeOf(() => parseVkey(key))).toBe('KEY_INVALID');
    }),
  );
});
