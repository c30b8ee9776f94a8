import {
  cosign,
  createSigner,
  formatTreeHead,
  fromBase64,
  hashLeaf,
  LedgerFault,
  openCheckpoint,
  parseTreeHead,
  parseVkey,
  signCheckpoint,
  signNote,
  toBase64,
  toUtf8,
  verifierOf,
} from '@overt/ledger';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

// A checkpoint that really was published, by the staging log of Arche (Certificate Transparency) with cosignatures
// of public witnesses; the remora key also stands in transparency-dev/formats@0b850f1 note/note_cosigv1_test.go.
const LOG = parseVkey(
  'arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f',
);
const WITNESS = parseVkey('remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2');
const PUBLISHED = `arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
`;

const signer = createSigner('overt.example/audit', new Uint8Array(32).fill(1));
const witness = createSigner('council.example/w1', new Uint8Array(32).fill(2));
const head = { origin: signer.name, size: 7, root: hashLeaf(toUtf8('root')) };
const codeOf = (run: () => unknown): string | undefined => {
  try {
    run();
    return undefined;
  } catch (cause) {
    if (cause instanceof LedgerFault) return cause.code;
    throw cause;
  }
};

describe('a checkpoint from a public log', () => {
  test('opens with the log’s key, and its witness’s cosignature counts', () => {
    const opened = openCheckpoint(PUBLISHED, LOG, [WITNESS]);
    expect(opened).toMatchObject({ origin: LOG.name, size: 1_432_088_532, extensions: [] });
    expect(toBase64(opened.root)).toBe('U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=');
    expect(opened.cosignatures).toEqual([{ name: 'remora.n621.de', time: 1_779_573_024 }]);
  });

  test('does not open with any other size', () => {
    expect(codeOf(() => openCheckpoint(PUBLISHED.replace('1432088532', '42'), LOG, []))).toBe(
      'NOTE_SIGNATURE_INVALID',
    );
  });

  test('does not open for the witness alone', () => {
    const onlyWitness = PUBLISHED.split('\n')
      .filter((line) => !line.startsWith('— arche'))
      .join('\n');
    expect(codeOf(() => openCheckpoint(onlyWitness, LOG, [WITNESS]))).toBe('NOTE_UNVERIFIED');
  });
});

// golang.org/x/mod@fe2ec04 sumdb/tlog/note_test.go (BSD-3-Clause)
test('a tree head has the published form', () => {
  const golden = 'go.sum database tree\n123456789012\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=\n';
  const parsed = {
    origin: 'go.sum database tree',
    size: 123_456_789_012,
    root: hashLeaf(toUtf8('hello world')),
  };
  expect(formatTreeHead(parsed)).toBe(golden);
  expect(parseTreeHead(golden)).toEqual({ ...parsed, extensions: [] });
  expect(parseTreeHead(`${golden}JOE\n`).extensions).toEqual(['JOE']);
});

// C2SP tlog-checkpoint and tlog-cosignature@5ba5ee8: the key IDs and the time in their examples (their keys are not published).
test('the example of the C2SP text has the form this reads', () => {
  const text = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
  expect(parseTreeHead(text)).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
  expect(formatTreeHead(parseTreeHead(text))).toBe(text);
});

test.each([
  ['two lines', 'a\n1\n'],
  ['no origin', '\n1\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=\n'],
  ['a hexadecimal size', 'a\n0xabcdef\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=\n'],
  ['a leading zero', 'a\n01\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=\n'],
  ['a sign', 'a\n+1\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=\n'],
  ['a size beyond 2^53', 'a\n9007199254740993\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=\n'],
  ['a long root', 'a\n1\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBTOOBIG=\n'],
  ['a root that is not base64', 'a\n1\n*\n'],
  ['an empty extension', 'a\n1\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=\n\n'],
  ['no last newline', 'a\n1\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0='],
])('a tree head with %s is refused', (_, text) => {
  expect(codeOf(() => parseTreeHead(text))).toBe('CHECKPOINT_MALFORMED');
});

describe('our checkpoints', () => {
  test('are refused when they speak for another log', () => {
    const other = signNote(formatTreeHead({ ...head, origin: 'overt.example/other' }), signer);
    expect(codeOf(() => openCheckpoint(other, verifierOf(signer)))).toBe('CHECKPOINT_ORIGIN');
  });

  test('carry the cosignature of a witness and the time it states', () => {
    const note = cosign(signCheckpoint(head, signer), witness, 1_679_315_147);
    const opened = openCheckpoint(note, verifierOf(signer), [verifierOf(witness, 'cosignature')]);
    expect(opened.cosignatures).toEqual([{ name: witness.name, time: 1_679_315_147 }]);
    expect(openCheckpoint(note, verifierOf(signer)).cosignatures).toEqual([]);
  });

  test('are refused if the time of a cosignature was changed', () => {
    const note = cosign(signCheckpoint(head, signer), witness, 1000);
    const line = note.trimEnd().split('\n').at(-1)!;
    const bytes = fromBase64(line.split(' ')[2]!);
    bytes[11]! ^= 1;
    const changed = note.replace(line.split(' ')[2]!, toBase64(bytes));
    expect(
      codeOf(() => openCheckpoint(changed, verifierOf(signer), [verifierOf(witness, 'cosignature')])),
    ).toBe('NOTE_SIGNATURE_INVALID');
  });

  test('never open after one byte was changed', () => {
    const bytes = toUtf8(signCheckpoint(head, signer));
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        expect(codeOf(() => openCheckpoint(bytes.with(at, bytes[at]! ^ change), verifierOf(signer)))).toMatch(
          /^(NOTE|CHECKPOINT)_/,
        );
      }),
      { numRuns: 200 },
    );
  });
});
