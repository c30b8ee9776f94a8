// Choices: options, check boxes, radio buttons, dates, files. All of them announce themselves with a trusted `change`.

import { VALUE_CHARS } from '../limits.ts';
import { describe } from './describe.ts';
import { isSecret } from './field.ts';
import { extensionOf } from './pointer.ts';
import { type Scene, timeOf } from './scene.ts';
import { deepTarget } from './tree.ts';

const DATES = new Set(['date', 'datetime-local', 'month', 'time', 'week']);

export function recordChoices(scene: Scene): void {
  scene.listen(
    'change',
    (event) => {
      const element = deepTarget(event);
      if (!element || isSecret(element)) return;
      const at = timeOf(event);
      if (element instanceof HTMLSelectElement) {
        const text = Array.from(element.selectedOptions, (option) => option.label).join(', ');
        scene.put(
          { kind: 'choice', op: 'select', index: element.selectedIndex, text, target: describe(element) },
          at,
          { urgent: true },
        );
      } else if (element instanceof HTMLInputElement) recordInput(scene, element, at);
      scene.stir();
    },
    { inRoots: true },
  );
  scene.listen('click', (event) => {
    const link = deepTarget(event)?.closest('a[download]');
    if (!(link instanceof HTMLAnchorElement)) return;
    const extension = extensionOf(link.download) || extensionOf(link.pathname);
    scene.put({ kind: 'file', op: 'download', extension, count: 1 }, timeOf(event), { urgent: true });
  });
}

function recordInput(scene: Scene, input: HTMLInputElement, at: number): void {
  if (input.type === 'checkbox' || input.type === 'radio') {
    scene.put(
      { kind: 'choice', op: input.checked ? 'check' : 'uncheck', index: -1, target: describe(input) },
      at,
      { urgent: true },
    );
  } else if (DATES.has(input.type)) {
    scene.put(
      {
        kind: 'choice',
        op: 'date',
        index: -1,
        text: input.value.slice(0, VALUE_CHARS),
        target: describe(input),
      },
      at,
      { urgent: true },
    );
  } else if (input.type === 'range' || input.type === 'color') {
    scene.put({ kind: 'choice', op: 'select', index: -1, text: input.value, target: describe(input) }, at, {
      urgent: true,
    });
  } else if (input.type === 'file') {
    const files = input.files;
    scene.put(
      {
        kind: 'file',
        op: 'upload',
        extension: extensionOf(files?.[0]?.name ?? ''),
        count: files?.length ?? 0,
      },
      at,
      { urgent: true },
    );
  }
}
