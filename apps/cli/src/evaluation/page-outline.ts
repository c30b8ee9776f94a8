// Injected into pages under evaluation: the recorder's own outline code, so that a model sees in use what it saw in training.

import { collectOutline } from '@overt/capture/browser';

declare global {
  var overtOutline: () => ReturnType<typeof collectOutline>;
}
globalThis.overtOutline = () => collectOutline(document);
