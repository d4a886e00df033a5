import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Figures for Prometheus. */
export interface Metrics {
  readonly registry: Registry;
  /** Counts one answered request; `seconds` is how long it took. */
  observeRequest(route: string, method: string, status: number, seconds: number): void;
}

/** What is read of the outbox when the figures are asked for. */
export interface OutboxFigures {
  /** Age of the oldest message that is due and not done; 0 when none is. */
  readonly oldestUndeliveredSeconds: number;
  /** Messages set aside because no handler could read them. */
  readonly refusedMessages: number;
}

/**
 * Counts without people: routes by their pattern, never by their address. While the database is away the figures
 * of the outbox are not a number, and the others go on.
 */
export const createMetrics = (readOutbox: () => Promise<OutboxFigures>): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_seconds',
    help: 'Time to answer, by route, method and status',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const outboxGauge = (name: string, help: string, figure: keyof OutboxFigures): void => {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        try {
          gauge.set((await readOutbox())[figure]);
        } catch {
          gauge.set(Number.NaN);
        }
      },
    });
  };
  outboxGauge(
    'outbox_oldest_undelivered_seconds',
    'Age of the oldest message that is due and not done',
    'oldestUndeliveredSeconds',
  );
  outboxGauge('outbox_refused_messages', 'Messages set aside that no handler could read', 'refusedMessages');
  return {
    registry,
    /** Counts one answered request; `seconds` is how long it took. */
    observeRequest(route, method, status, seconds) {
      requests.observe({ route, method, status: String(status) }, seconds);
    },
  };
};
