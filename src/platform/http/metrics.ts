import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  observeRequest(route: string, method: string, status: number, seconds: number): void;
}

/** Counts without people: routes by their pattern, never by their address. */
export const createMetrics = (readOldestUndelivered: () => Promise<number>): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_seconds',
    help: 'Time to answer, by route, method and status',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const undelivered: Gauge = new Gauge({
    name: 'outbox_oldest_undelivered_seconds',
    help: 'Age of the oldest message that is due and not done',
    registers: [registry],
    async collect() {
      undelivered.set(await readOldestUndelivered());
    },
  });
  return {
    registry,
    observeRequest(route, method, status, seconds) {
      requests.observe({ route, method, status: String(status) }, seconds);
    },
  };
};
