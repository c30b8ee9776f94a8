import { describe, expect, test } from 'vitest';
import { parseModel, trainModel } from '../src/index.ts';
import { demonstrate } from './support/desk.ts';

const model = async () => trainModel([await demonstrate('paper.copy', 1)], { seed: 7 });

describe('parseModel', () => {
  test('reads what was written', async () => {
    const written = await model();
    expect(parseModel(JSON.stringify(written))).toEqual(written);
  });

  test.each([
    ['text', 'no model', 'MODEL_MALFORMED'],
    ['null', 'null', 'MODEL_MALFORMED'],
    ['another format', '{"format":"x"}', 'MODEL_MALFORMED'],
    ['a newer version', '{"format":"overt-model","version":2}', 'MODEL_VERSION_UNKNOWN'],
    ['no programmes', '{"format":"overt-model","version":1,"episodes":[]}', 'MODEL_MALFORMED'],
    [
      'an instruction nobody knows',
      '{"format":"overt-model","version":1,"episodes":[],"programmes":[{"task":"t","slots":[],"support":[1],"instructions":[{"do":"fly","place":"p"}]}]}',
      'MODEL_MALFORMED',
    ],
  ])('refuses %s', (_, text, code) => {
    expect(() => parseModel(text)).toThrowError(expect.objectContaining({ code }));
  });
});
