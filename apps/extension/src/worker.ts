import { startWorker } from '@overt/capture/browser/worker';
import { webPrimitives } from '@overt/events/web';

startWorker(() => webPrimitives({ wasm: new URL(chrome.runtime.getURL('zstd.wasm')) }));
