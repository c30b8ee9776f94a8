// The applications of the office are told apart by host name: each is an origin of its own, on one port.

import { APP_NAMES, type AppName } from './world/world.ts';

const SUFFIX = 'office.localhost';

/** `mail.office.localhost`; the desk is `office.localhost` itself. */
export function hostOf(app: AppName): string {
  return app === 'desk' ? SUFFIX : `${app}.${SUFFIX}`;
}

/** The application a Host header names, whatever its port; undefined if it is none of the office's. */
export function appOfHost(header: string | undefined): AppName | undefined {
  const host = (header ?? '').replace(/:\d+$/, '').toLowerCase();
  return APP_NAMES.find((app) => hostOf(app) === host);
}

/**
 * Address of a page of an application.
 *
 * @param port the office's port.
 * @param path absolute, e.g. `/customers/c1`.
 */
export function urlOf(app: AppName, port: number, path = '/'): string {
  return `http://${hostOf(app)}:${port}${path}`;
}
