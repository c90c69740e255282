import type { Tensor } from 'onnxruntime-common';
import { buildSession } from './build-session.ts';
import type { BufferPool } from './buffer-pool.ts';
import { fail, inheritFailure, ProviderError } from './failure.ts';
import { LoweringError } from './lower-nodes.ts';
import type { Machine } from './machine.ts';
import { occupy, vacate } from './place.ts';
import type { Place } from './place.ts';
import { schedule } from './schedule.ts';
import type { CachedSession, SessionCache } from './session-cache.ts';
import { structure } from './structure.ts';
import type { Structure } from './structure.ts';
import type { TraceNode } from './trace-node.ts';
import { UpcomingUses } from './upcoming-uses.ts';
import type { Value } from './value.ts';

/**
 * Computes `roots`: one graph for each stage, and the host nodes between them. Nothing is thrown: what fails leaves its error in
 * the values.
 */
export async function flush(machine: Machine, roots: readonly Value[]): Promise<void> {
  const { order, stages } = schedule(roots);
  const uses = new UpcomingUses(stages);
  const usedLater = (value: Value) => uses.has(value);
  machine.stats.flushes++;
  for (let stage = 0; stage < stages.length; stage++) {
    const graph = stages[stage]!.filter((node) => !node.host);
    if (graph.length > 0) {
      const wanted = new Set(roots.filter((value) => value.node?.stage === stage && !value.node.host));
      for (const node of order) {
        if (node.stage < stage || (node.stage === stage && !node.host)) continue;
        for (const value of node.inputs) if (value.node?.stage === stage && !value.node.host) wanted.add(value);
      }
      await runStage(machine, graph, [...wanted], usedLater);
      uses.pass(graph.length);
    }
    for (const node of stages[stage]!) {
      if (!node.host) continue;
      uses.pass(1);
      runHost(machine, node, usedLater);
    }
  }
}

/** Runs the nodes of one stage as one graph; where a lowering throws, what depends on it fails and the rest is tried again. */
async function runStage(
  machine: Machine,
  nodes: readonly TraceNode[],
  wanted: readonly Value[],
  usedLater: (value: Value) => boolean,
): Promise<void> {
  let rest = nodes.filter((node) => !inheritFailure(node));
  for (;;) {
    const roots = wanted.filter((value) => value.node);
    if (roots.length === 0) return;
    try {
      await runGraph(machine, rest, roots, usedLater);
      return;
    } catch (error) {
      if (error instanceof LoweringError) fail(error.node, error.cause);
      else for (const node of rest) fail(node, error, rest);
      rest = rest.filter((node) => node.outputs.every((value) => !value.error) && !inheritFailure(node));
    }
  }
}

async function runGraph(
  machine: Machine,
  nodes: readonly TraceNode[],
  roots: readonly Value[],
  usedLater: (value: Value) => boolean,
): Promise<void> {
  const { runtime, pool, stats, watch } = machine;
  const { cache } = watch ?? machine;
  let started = performance.now();
  const shape = structure(nodes, roots);
  stats.keyTime += performance.now() - started;
  const cached = cache.get(shape.key) ?? (await build(machine, cache, nodes, roots, shape));
  started = performance.now();
  const places = new Map<Place, Value>();
  for (const value of roots) {
    const place = value.target;
    if (!place || places.has(place)) continue;
    vacate(place, usedLater);
    places.set(place, value);
  }
  const feeds: Record<string, Tensor> = {};
  shape.leaves.forEach((value, i) => {
    value.tensor ??= new runtime.Tensor(value.dtype as 'float32', value.array as Float32Array, value.shape);
    feeds[`in${i}`] = value.tensor;
  });
  const inPlace = (value: Value) => value.target !== null && places.get(value.target) === value;
  const outputs = roots.map((value) => (inPlace(value) ? value.target!.tensor : memoryFor(pool, value)));
  const fetches: Record<string, Tensor> = {};
  outputs.forEach((tensor, i) => (fetches[cached.outputs[i]!] = tensor));
  await cached.session.run(feeds, fetches);
  roots.forEach((value, i) => {
    if (inPlace(value)) {
      occupy(value.target!, value);
      return;
    }
    value.tensor = outputs[i]!;
    value.array = value.tensor.data as Float32Array;
    value.pooled = true;
    value.node = null;
    if (value.dead) machine.retire(value);
  });
  stats.graphs++;
  const milliseconds = performance.now() - started;
  stats.runTime += milliseconds;
  watch?.ran({
    session: cached.session,
    nodes: cached.nodes,
    bytesIn: bytes(Object.values(feeds)),
    bytesOut: bytes(outputs),
    milliseconds,
  });
}

async function build(
  machine: Machine,
  cache: SessionCache,
  nodes: readonly TraceNode[],
  roots: readonly Value[],
  shape: Structure,
): Promise<CachedSession> {
  const started = performance.now();
  const options = machine.watch?.options() ?? machine.options;
  const block = await machine.block();
  const built = await buildSession(machine.runtime, options, nodes, roots, shape, block).catch((error) => {
    throw absentProvider(machine.options, error) ?? error;
  });
  await cache.add(shape.key, built);
  machine.stats.buildTime += performance.now() - started;
  machine.stats.sessions++;
  machine.stats.nodes = built.nodes;
  return built;
}

const bytes = (tensors: readonly Tensor[]): number =>
  tensors.reduce((sum, { data }) => sum + (data as Uint8Array).byteLength, 0);

/** Memory for a value that is computed next; where there is none, it is that value's error. */
function memoryFor(pool: BufferPool, value: Value): Tensor {
  try {
    return pool.take(value.dtype, value.shape);
  } catch (error) {
    throw new LoweringError(value.node!, error);
  }
}

/** Whether a session could not be made because the execution provider that was asked for is not there. */
function absentProvider(options: object, cause: unknown): ProviderError | undefined {
  const { executionProviders = ['cpu'] } = options as { executionProviders?: readonly (string | { name: string })[] };
  const message = cause instanceof Error ? cause.message : String(cause);
  const names = executionProviders.map((provider) => (typeof provider === 'string' ? provider : provider.name));
  if (names.every((name) => name === 'cpu')) return undefined;
  if (!/backend not found|ExecutionProvider|shared library|adapter/i.test(message)) return undefined;
  return new ProviderError(
    `onnx backend: the execution providers that configure() was given (${names.join(', ')}) cannot be used here: ${message.trim()}. ` +
      "Leave out what is not there: configure({ executionProviders: ['cpu'] }) runs everywhere.",
    { cause },
  );
}

function runHost(machine: Machine, node: TraceNode, usedLater: (value: Value) => boolean): void {
  if (inheritFailure(node)) return;
  const started = performance.now();
  try {
    node.host!(node.inputs, node.outputs, usedLater);
    for (const value of node.outputs) {
      if (!value.array) throw new Error('it left an output without elements');
      value.node = null;
      if (value.dead) machine.retire(value);
    }
  } catch (error) {
    fail(node, error);
  }
  machine.stats.hostTime += performance.now() - started;
}
