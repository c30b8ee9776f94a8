import { Fault } from '@overt/events';
import { GovernanceFault } from '@overt/governance';
import { PolicyFault } from '@overt/policy';

export type ServerFaultCode =
  /** The body is longer than the route takes. */
  | 'BODY_TOO_LARGE'
  /** The body ended early or ran over what it announced. */
  | 'BODY_CUT'
  /** The body is not what the route's schema says. */
  | 'BODY_MALFORMED'
  | 'UNAUTHENTICATED'
  | 'NOT_FOUND'
  /** The request came from a page of another origin, or under a name this server does not have. */
  | 'FOREIGN_ORIGIN'
  | 'TOO_MANY_TRIES'
  /** A configuration value cannot be used. */
  | 'CONFIG_INVALID'
  /** No such command of administration. */
  | 'COMMAND_UNKNOWN'
  /** A server holds the data directory and does not answer yet. */
  | 'SERVER_STARTING'
  /** Another process serves this data directory. */
  | 'ALREADY_RUNNING'
  /** No mandate in force has the id that a recipe cites. */
  | 'MANDATE_UNKNOWN'
  /** A stored episode could not be put together again. */
  | 'EPISODE_UNREADABLE';

/** A request that is refused, or a start that cannot go on. The message is shown to the caller and holds no content. */
export class ServerFault extends Fault<ServerFaultCode, Readonly<Record<string, string | number>>> {
  override readonly name = 'ServerFault';
}

/** What was asked has no basis by the rules of governance or policy: an answer to whoever asked, not a failure. */
export const isRefusal = (cause: unknown): cause is GovernanceFault | PolicyFault =>
  cause instanceof GovernanceFault || cause instanceof PolicyFault;
