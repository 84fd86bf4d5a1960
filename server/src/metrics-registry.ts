import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { METRICS, type MetricEntry, type MetricName, type Metrics } from './metrics.ts';

/** Prometheus gives up on a scrape that takes long: what is not read by then is left out, and the rest is told. */
const PATIENCE_MS = 2000;

/** `onUnreadable` hears why some figures could not be read at a scrape. */
export function createMetrics(onUnreadable: (error: unknown) => void = () => {}): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  const histograms = new Map<string, Histogram>();
  for (const [name, entry] of Object.entries<MetricEntry>(METRICS)) {
    const common = { name, help: entry.help, labelNames: [...entry.labels], registers: [registry] };
    if (entry.kind === 'counter') {
      const counter = new Counter(common);
      for (const labels of entry.from ?? []) counter.inc(labels, 0);
      counters.set(name, counter);
    } else if (entry.kind === 'gauge') gauges.set(name, new Gauge(common));
    else histograms.set(name, new Histogram({ ...common, buckets: [...(entry.buckets ?? [])] }));
  }
  const readers: Parameters<Metrics['onScrape']>[0][] = [];
  const readAll = async () => {
    for (const [name, gauge] of gauges) {
      gauge.reset();
      // One without labels would begin at zero: no worker, no free disk, when only nobody knows.
      if (METRICS[name as MetricName].labels.length === 0) gauge.remove();
    }
    await Promise.all(readers.map((read) => readInTime(read, gauges).catch(onUnreadable)));
  };
  let last: Promise<unknown> = Promise.resolve();
  /** One at a time: two that read at once would empty each other's gauges. */
  const afterReading = <T>(use: () => Promise<T>): Promise<T> => {
    const next = last.then(readAll, readAll).then(use);
    last = next.catch(() => undefined);
    return next;
  };
  return {
    count: (name, labels, by = 1) => counters.get(name)?.inc(labels, by),
    observe: (name, labels, value) => histograms.get(name)?.observe(labels, value),
    onScrape: (reader) => void readers.push(reader),
    render: () =>
      afterReading(async () => ({ contentType: registry.contentType, text: await registry.metrics() })),
    samples: (wanted) =>
      afterReading(async () =>
        (await registry.getMetricsAsJSON()).flatMap(({ name, values }) =>
          values.flatMap((one) => {
            const full = 'metricName' in one && one.metricName ? String(one.metricName) : name;
            if (!wanted.has(full)) return [];
            const pairs = Object.entries(one.labels).map(([label, value]) => [label, String(value)]);
            return [{ name: full, labels: Object.fromEntries(pairs), value: one.value }];
          }),
        ),
      ),
  };
}

type Read = Parameters<Metrics['onScrape']>[0];

/** What is away is told of by other figures; the rest must still be told, and in time. */
async function readInTime(read: Read, gauges: ReadonlyMap<string, Gauge>): Promise<void> {
  let late = false;
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late = true;
    reject(new Error(`Some figures were not read within ${PATIENCE_MS} ms.`));
  }, PATIENCE_MS);
  const reading = read((name, labels, value) => late || gauges.get(name)?.set(labels, value));
  try {
    await Promise.race([reading, tooLate]);
  } finally {
    clearTimeout(timer);
    reading.catch(() => undefined);
  }
}
