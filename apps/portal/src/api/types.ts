// What the server tells the signed-in person about herself. apps/server/test/portal-contract.test.ts holds both ends together.

export type DataClass = 'action' | 'text' | 'pixels';

export interface Me {
  readonly participant: string;
  readonly programme: string;
  /** Does she take part now? `none`: no device has given a receipt yet. */
  readonly participation: 'active' | 'withdrawn' | 'none';
  readonly devices: readonly Device[];
  readonly receipts: readonly Receipt[];
  readonly policy: PolicySummary;
  /** Laws that somebody put into force here; `sentence` says why nothing is recorded if there is none. */
  readonly law: { readonly active: readonly string[]; readonly sentence?: string };
  /** A policy that is announced; `effective` is `YYYY-MM-DD`. */
  readonly proposal: { readonly effective: string; readonly material: boolean } | null;
  /** Roles × purposes: who may ask for keys at all, and what for. */
  readonly grants: readonly { readonly role: string; readonly purposes: readonly string[] }[];
  /** Permissions to read that are open at this moment and cover her. */
  readonly leases: readonly { readonly role: string; readonly purpose: string; readonly until: string }[];
  /** `key` is the trust anchor for `overt verify --origin`. */
  readonly ledger: { readonly key: string; readonly entries: number };
}

export interface Device {
  readonly device: string;
  readonly label: string;
  readonly state: 'active' | 'revoked';
}

export interface Receipt {
  readonly hash: string;
  /** To the minute, UTC. */
  readonly given: string;
  readonly withdrawn?: string;
  readonly state: 'valid' | 'withdrawn' | 'expired';
  readonly policy: string;
  readonly device: string;
}

export interface PolicySummary {
  readonly hash: string;
  /** `YYYY-MM-DD` */
  readonly notAfter: string;
  readonly holdHours: number;
  readonly embargoDays: number;
  readonly retention: Readonly<Record<DataClass, string>>;
  readonly purposes: readonly string[];
  readonly halt: boolean;
}

export interface Held {
  readonly recordings: readonly Recording[];
  readonly refused: readonly { readonly week: string; readonly code: string; readonly times: number }[];
}

export interface Recording {
  readonly recording: string;
  readonly week: string;
  readonly source: 'browser' | 'desktop';
  readonly segments: readonly Segment[];
  readonly episodes: readonly EpisodeSummary[];
}

export interface Segment {
  readonly segment: string;
  readonly n: number;
  /** At most 2^sizeLog2 bytes. */
  readonly sizeLog2: number;
  readonly deleted: boolean;
  readonly blobs: readonly BlobSummary[];
}

export interface BlobSummary {
  readonly class: DataClass;
  readonly expires: string;
  readonly state: 'held' | 'expired' | 'deleted';
}

export interface EpisodeSummary {
  readonly episode: string;
  readonly task: string;
  /** Steps, as the upper end of a power-of-two bucket. */
  readonly stepsUpTo: number;
}

export interface Steps {
  readonly recording: string;
  /** The ledger entry this very look has made. */
  readonly looked: number;
  readonly steps: readonly Step[];
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The fields of a step (docs/spec/step.md) that the page shows; the rest travels along unread. */
export interface Step {
  readonly id: string;
  readonly index: number;
  readonly type: string;
  readonly t_start_us: number;
  readonly x: number | null;
  readonly y: number | null;
  /** Null where there is none, or where the text part has ended. */
  readonly text: string | null;
  readonly keys: readonly string[] | null;
  readonly modifiers: readonly string[];
  readonly target: StepTarget | null;
  readonly frame_before: FrameRef | { readonly none: string };
  readonly place: string;
  readonly corrects: string | null;
  readonly correction: boolean;
  readonly paste_of: string | null;
}

export interface StepTarget {
  readonly role: string;
  readonly name: string | null;
  readonly label: string | null;
  readonly box: Box;
}

export interface FrameRef {
  /** The frame to ask for. */
  readonly pixels: string;
  /** Stored pixels. */
  readonly width: number;
  readonly height: number;
  /** Stored pixels per unit of the step's coordinates. */
  readonly scale: number;
}

export interface Accesses {
  readonly accesses: readonly Access[];
}

export interface Access {
  readonly index: number;
  /** To the minute, UTC. */
  readonly t: string;
  readonly role: string;
  readonly purpose: string;
  readonly items: number;
}

export interface Datasets {
  readonly datasets: readonly DatasetSummary[];
}

export interface DatasetSummary {
  readonly dataset: string;
  /** ISO week. */
  readonly built: string;
  readonly purpose: string;
  readonly mandate: string;
  readonly expires: string;
  /**
   * `contains-erased`: somebody in it was erased since; `contains-no-train`: it names customers who were put on the
   * no-train register since. Either way it must be built again.
   */
  readonly state: 'current' | 'contains-erased' | 'contains-no-train' | 'recalled';
}

export interface EnrolmentCode {
  readonly code: string;
  /** To the minute, UTC. */
  readonly expires: string;
}

/** What an exemption is about: a place of the catalogue or `category:<name>`; a host and all below it; or everything. */
export type ExemptionScope =
  | { readonly place: string }
  | { readonly host: string }
  | { readonly everything: true };

/** Why, in a closed list; none is needed. */
export type ExemptionReason =
  | 'none-given'
  | 'confidential-work'
  | 'other-people'
  | 'protected-role'
  | 'private-life'
  | 'device';

export interface Exemptions {
  readonly exemptions: readonly Exemption[];
  /**
   * The server takes requests from this page, and recorders follow what was asked elsewhere than in them. Absent: only a
   * recorder can ask, and the page says how, since a request that no recorder follows would protect nothing.
   */
  readonly mayAsk?: boolean;
}

export interface Exemption {
  readonly id: string;
  readonly scope: ExemptionScope;
  readonly state: 'pending' | 'granted' | 'refused' | 'withdrawn' | 'ended';
  /** ISO date-time; a granted one without it lasts as long as taking part. */
  readonly until?: string;
  /** `YYYY-MM-DD`, while pending: granted by itself from then on. */
  readonly due?: string;
}

/** What waits for a decision, oldest first. Only for whoever has the reviewing role, and without who asked. */
export interface OpenExemptions {
  readonly open: readonly OpenExemption[];
}

export interface OpenExemption {
  readonly id: string;
  readonly scope: ExemptionScope;
  readonly reason: ExemptionReason;
  readonly appealed: boolean;
  /** `YYYY-MM-DD`: granted by itself from then on. */
  readonly due: string;
}

export interface ExemptionDecision {
  readonly grant: boolean;
  /** ISO date-time; absent: for as long as its participant takes part. */
  readonly until?: string;
}
