import {
  type Attributes,
  type Context,
  context,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { toProblem } from '@pegasus/core/problem.ts';
import type { Config } from './config.ts';
import { RELEASE } from './release.ts';

/** What of a trace travels with a job, in the form of W3C Trace Context: ids, and nothing of the lecture. */
export type TraceParent = string;

interface SpanOptions {
  kind?: 'server' | 'client' | 'consumer';
  attributes?: Attributes;
  /** Of the one that this follows from; else it follows from whatever runs now. */
  parent?: TraceParent | undefined;
}

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, consumer: SpanKind.CONSUMER };
const tracer = () => trace.getTracer('pegasus');

/**
 * Sends spans to the address of the settings, from now on and for the whole process. Without one nothing is
 * recorded, and all that is below does next to nothing. The libraries for it are only then loaded.
 */
export async function openTracing({
  tracesUrl,
  tracesShare,
}: Pick<Config, 'tracesUrl' | 'tracesShare'>): Promise<{ close(): Promise<void> }> {
  if (tracesUrl === '') return { close: async () => {} };
  const { BatchSpanProcessor, NodeTracerProvider, ParentBasedSampler, TraceIdRatioBasedSampler } =
    await import('@opentelemetry/sdk-trace-node');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'pegasus', 'service.version': RELEASE.version }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(tracesShare) }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: tracesUrl }))],
  });
  provider.register();
  return {
    close: async () => {
      // Who takes the spans may be away: that must not keep the process from ending.
      await provider.shutdown().catch(() => undefined);
      trace.disable();
      context.disable();
      propagation.disable();
    },
  };
}

/** Runs something within a span of its own, which ends with it and tells of its failure by its code. */
export async function inSpan<T>(name: string, options: SpanOptions, run: () => Promise<T>): Promise<T> {
  const begun = beginSpan(name, options);
  try {
    return await begun.within(run);
  } catch (error) {
    begun.fail(error);
    throw error;
  } finally {
    begun.end();
  }
}

/** For what is not one function: a span that is ended by hand. */
export interface BegunSpan {
  within<T>(run: () => T): T;
  set(attributes: Attributes): void;
  fail(error: unknown): void;
  end(): void;
}

export function beginSpan(name: string, { kind, attributes, parent }: SpanOptions = {}): BegunSpan {
  const from: Context = parent
    ? propagation.extract(context.active(), { traceparent: parent })
    : context.active();
  const span: Span = tracer().startSpan(
    name,
    { ...(kind ? { kind: KINDS[kind] } : {}), ...(attributes ? { attributes } : {}) },
    from,
  );
  const inside = trace.setSpan(from, span);
  return {
    within: (run) => context.with(inside, run),
    set: (more) => void span.setAttributes(more),
    fail: (error) => {
      // The code and not the words: what a library says may hold what it worked on.
      const { code } = toProblem(error);
      span.setStatus({ code: SpanStatusCode.ERROR, message: code });
      span.setAttribute('error.type', code);
    },
    end: () => span.end(),
  };
}

/** What to send along with a job that follows from what runs now; undefined where nothing is traced. */
export function traceParent(): TraceParent | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

/** For logs and for answers about failures: whoever reports one brings the id by which it is found. */
export function currentTrace(): { traceId?: string } {
  const traceId = trace.getActiveSpan()?.spanContext().traceId;
  return traceId ? { traceId } : {};
}
