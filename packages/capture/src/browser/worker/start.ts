// Starts the worker: every listener is registered synchronously, as a service worker must, since any of them may start it.

import type { Primitives } from '@overt/events';
import { POLL_MIN } from '../limits.ts';
import type { PageMessage } from '../protocol.ts';
import { isBatteryReport } from './battery.ts';
import { answerControl, isControlRequest } from './commands.ts';
import { recordNavigation } from './navigation.ts';
import { report, Worker } from './worker.ts';

const ALARM = 'overt';

/** Registers everything, synchronously. Call once, at the top level of the service worker. */
export function startWorker(primitives: () => Promise<Primitives>): Worker {
  const worker = new Worker(primitives);
  listenToMessages(worker);
  chrome.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) void worker.tick().catch(report);
  });
  // Whatever the device does, and whatever became of the alarm: the policy is asked for (P5, spec policy §1).
  void keepAsking();
  chrome.commands.onCommand.addListener((command) => {
    if (command === 'pause') void worker.toggle().catch(report);
  });
  chrome.runtime.onInstalled.addListener(() => void keepAsking());
  chrome.runtime.onStartup.addListener(() => void worker.session().catch(report));
  watchDevice(worker);
  recordNavigation(worker);
  return worker;
}

async function keepAsking(): Promise<void> {
  const alarm = await chrome.alarms.get(ALARM);
  if (alarm?.periodInMinutes !== POLL_MIN) await chrome.alarms.create(ALARM, { periodInMinutes: POLL_MIN });
}

function listenToMessages(worker: Worker): void {
  const own = chrome.runtime.getURL('');
  chrome.runtime.onMessage.addListener((message: unknown, sender, reply) => {
    if (sender.id !== chrome.runtime.id) return false;
    if (isBatteryReport(message, sender)) {
      worker.watch.noteBattery(message.percent);
      return false;
    }
    if (isControlRequest(message)) {
      // Only pages of the extension itself may command; a content script has the address of the page it is in.
      if (!sender.url?.startsWith(own)) return false;
      void answerControl(worker, message).then(reply);
      return true;
    }
    // Without an answer the page script sends again: nothing is acknowledged that is not sealed.
    void worker.hear(message as PageMessage, sender).then(reply, (error: unknown) => {
      report(error);
      reply(undefined);
    });
    return true;
  });
}

/** What may end a recording by itself. */
function watchDevice(worker: Worker): void {
  const { watch } = worker;
  const known = (run: () => void): void => void watch.ready().then(run);
  chrome.idle.onStateChanged.addListener((state) => known(() => watch.noteIdle(state)));
  chrome.tabs.onUpdated.addListener((_tabId, { audible, url }, tab) => {
    if (audible !== undefined || url !== undefined) known(() => watch.noteTab(tab));
  });
  chrome.tabs.onRemoved.addListener((tabId) => known(() => watch.noteGone(tabId)));
  chrome.webNavigation.onCommitted.addListener(({ tabId, frameId }) =>
    known(() => watch.noteGone(tabId, frameId)),
  );
  chrome.storage.onChanged.addListener((_change, area) => {
    if (area === 'managed') void worker.reconsider();
  });
}
