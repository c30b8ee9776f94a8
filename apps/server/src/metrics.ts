// Numbers for whoever runs the installation: faults and waiting jobs.
//
// Throughput is deliberately absent. With few participants a counter of uploads over time measures how much someone
// works (promise P8), so there is none, not even in total.

import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  failed(code: string): void;
  quarantined(code: string): void;
}

export function createMetrics(
  jobs: () => Promise<{ readonly waiting: number; readonly failed: number }>,
): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'overt_' });
  const failures = new Counter({
    name: 'overt_failures_total',
    help: 'Requests and jobs that failed, by code',
    labelNames: ['code'],
    registers: [registry],
  });
  const refusals = new Counter({
    name: 'overt_quarantined_total',
    help: 'Segments refused, by code',
    labelNames: ['code'],
    registers: [registry],
  });
  new Gauge({
    name: 'overt_jobs',
    help: 'Jobs that wait for another try, and jobs that were given up',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const counts = await jobs();
      this.set({ state: 'waiting' }, counts.waiting);
      this.set({ state: 'failed' }, counts.failed);
    },
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    failed: (code) => failures.inc({ code }),
    quarantined: (code) => refusals.inc({ code }),
  };
}
