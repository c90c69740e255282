import { create, equals } from '@bufbuild/protobuf';
import {
  AttributeProtoSchema,
  GraphProtoSchema,
  NodeProtoSchema,
  ValueInfoProtoSchema,
} from '../graph/generated/onnx_pb.ts';
import type { AttributeProto, GraphProto, NodeProto, TensorProto, ValueInfoProto } from '../graph/generated/onnx_pb.ts';
import { Lengths } from './lengths.ts';
import { mergeConstants } from './merge-constants.ts';
import { MergeError } from './merge-error.ts';
import { ShapeEmitter } from './shape-emitter.ts';

/** A function's graph for certain lengths. */
export type Sample = {
  readonly graph: GraphProto;
  /** Shapes of values, by name, as far as they are known. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /** The length that each symbolic axis has here. */
  readonly lengths: { readonly [symbol: string]: number };
};

/**
 * One graph for all lengths of the symbolic axes, of graphs for several: their nodes must be the same, and each constant that differs
 * must follow from lengths that are known while the model runs. Names are those of the first sample.
 *
 * @throws MergeError if that is not so.
 */
export function mergeGraphs(samples: readonly Sample[]): GraphProto {
  const lengths = new Lengths();
  const nodes: NodeProto[] = [];
  const constants = new Map<string, TensorProto>();
  const emit = new ShapeEmitter(nodes, constants);
  const given = samples.map(({ graph }) => new Map(graph.initializer.map((tensor) => [tensor.name, tensor])));
  /** For each sample: the name that something has in the first one. */
  const names = samples.map(() => new Map<string, string>());

  const meet = (each: readonly string[], outermost: boolean): void => {
    each.forEach((name, s) => names[s]!.set(name, each[0]!));
    if (!outermost) return;
    const shapes = each.map((name, s) => samples[s]!.shapes.get(name));
    if (shapes.some((shape) => shape?.length !== shapes[0]?.length)) return;
    shapes[0]?.forEach((_, axis) => {
      lengths.add(
        shapes.map((shape) => shape![axis]!),
        { name: each[0]!, axis },
      );
    });
  };
  const input = (each: readonly string[], node: NodeProto, position: number): string => {
    const tensors = each.map((name, s) => given[s]!.get(name));
    if (tensors.every((tensor) => tensor !== undefined)) {
      return mergeConstants(tensors, node, position, lengths, emit);
    }
    if (each[0] !== '' && each.some((name, s) => names[s]!.get(name) !== each[0]))
      throw new MergeError(`the inputs of ${node.opType}`);
    return each[0]!;
  };
  const merge = (graphs: readonly GraphProto[], into: NodeProto[], outermost: boolean): GraphProto => {
    const [first] = graphs as [GraphProto];
    same(
      graphs.map((graph) => graph.node.length),
      'how many operators there are',
    );
    first.input.forEach((_, i) =>
      meet(
        graphs.map((graph) => graph.input[i]!.name),
        outermost,
      ),
    );
    first.node.forEach((node, i) => {
      const each = graphs.map((graph) => graph.node[i]!);
      same(
        each.map(({ opType, domain }) => `${domain}${opType}`),
        `operator ${i}, a ${node.opType}`,
      );
      same(
        each.map(({ input }) => input.length),
        `the inputs of ${node.opType}`,
      );
      const inputs = node.input.map((_, k) =>
        input(
          each.map((other) => other.input[k]!),
          node,
          k,
        ),
      );
      const attribute = mergeAttributes(each, (bodies) => merge(bodies, [], false));
      into.push(create(NodeProtoSchema, { ...node, input: inputs, attribute }));
      node.output.forEach((_, k) =>
        meet(
          each.map((other) => other.output[k]!),
          outermost,
        ),
      );
    });
    const info = (which: 'input' | 'output') =>
      first[which].map((_, i) =>
        mergeInfos(
          graphs.map((graph) => graph[which][i]!),
          samples,
        ),
      );
    const outputs = info('output');
    first.output.forEach((_, i) => {
      if (graphs.some((graph, s) => names[s]!.get(graph.output[i]!.name) !== first.output[i]!.name)) {
        throw new MergeError('the outputs');
      }
    });
    return create(GraphProtoSchema, { name: first.name, node: into, input: info('input'), output: outputs });
  };
  const merged = merge(
    samples.map(({ graph }) => graph),
    nodes,
    true,
  );
  return create(GraphProtoSchema, { ...merged, initializer: [...constants.values()] });
}

function same(values: readonly (string | number)[], what: string): void {
  if (values.some((value) => value !== values[0])) throw new MergeError(what);
}

function mergeAttributes(
  nodes: readonly NodeProto[],
  mergeBodies: (bodies: readonly GraphProto[]) => GraphProto,
): AttributeProto[] {
  const [node] = nodes as [NodeProto];
  const all = (name: string) => nodes.map(({ attribute }) => attribute.find((one) => one.name === name));
  const names = new Set(nodes.flatMap(({ attribute }) => attribute.map(({ name }) => name)));
  const agree = (name: string): boolean => {
    const [first, ...others] = all(name);
    return first !== undefined && others.every((other) => other && equals(AttributeProtoSchema, first, other));
  };
  // Padding is given by numbers and, if it can be, as `same`: the latter is taken where the numbers vary.
  if (names.has('auto_pad')) names.delete(agree('pads') ? 'auto_pad' : 'pads');
  return [...names].map((name) => {
    const [first, ...others] = all(name);
    const bodies = [first, ...others].map((one) => one?.g);
    if (bodies.every((body) => body !== undefined))
      return create(AttributeProtoSchema, { ...first!, g: mergeBodies(bodies) });
    if (!agree(name)) throw new MergeError(`${name} of ${node.opType}`);
    return first!;
  });
}

/** What is declared of an input or output: lengths that vary are named after the symbolic axis that has them, or left open. */
function mergeInfos(infos: readonly ValueInfoProto[], samples: readonly Sample[]): ValueInfoProto {
  const [first] = infos as [ValueInfoProto];
  const shapes = infos.map(({ type }) => (type?.value.case === 'tensorType' ? type.value.value : undefined));
  const dim = (shapes[0]?.shape?.dim ?? []).map((_, axis) => {
    const values = shapes.map((shape) => Number(shape!.shape!.dim[axis]!.value.value));
    if (values.every((value) => value === values[0])) {
      return { value: { case: 'dimValue' as const, value: BigInt(values[0]!) } };
    }
    const symbol = Object.keys(samples[0]!.lengths).find((name) =>
      values.every((value, s) => value === samples[s]!.lengths[name]),
    );
    return symbol === undefined ? {} : { value: { case: 'dimParam' as const, value: symbol } };
  });
  return create(ValueInfoProtoSchema, {
    name: first.name,
    type: { value: { case: 'tensorType', value: { elemType: shapes[0]!.elemType, shape: { dim } } } },
  });
}
