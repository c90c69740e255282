import { create, toBinary } from '@bufbuild/protobuf';
import { IR_VERSION, OPSET } from '../graph/model-bytes.ts';
import { GraphProtoSchema, ModelProtoSchema, NodeProtoSchema } from '../graph/generated/onnx_pb.ts';
import type { GraphProto, NodeProto } from '../graph/generated/onnx_pb.ts';
import { VERSION } from '../version.ts';

/** What a file says beside its graph. */
export type ModelTexts = {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** The names that the outputs have in the graph. */
  readonly outputsNow: readonly string[];
  /** Names of initialisers, by those that they have in the graph. */
  readonly weights: ReadonlyMap<string, string>;
  readonly description: string;
  readonly metadata: { readonly [key: string]: string };
};

/** Protocol buffers are no longer than that. */
const LONGEST = 2 ** 31 - 1;

/**
 * The bytes of a file: inputs (`in0`, `in1`, ... in the graph), outputs and weights get their names, everything else a plain one.
 *
 * @throws TypeError if two inputs or outputs have one name.
 * @throws RangeError if the file would be 2 GiB or more.
 */
export function writeModel(graph: GraphProto, texts: ModelTexts): Uint8Array {
  const weights = graph.initializer.reduce((sum, { rawData }) => sum + rawData.byteLength, 0);
  if (weights > 0.99 * LONGEST) {
    throw new RangeError(`exportOnnx: the weights are ${weights} bytes; an ONNX file holds less than 2 GiB`);
  }
  const { names, taken } = interfaceNames(texts);
  let constants = 0;
  for (const { name } of graph.initializer) {
    names.set(name, unused(texts.weights.get(name) ?? `constant_${constants++}`, taken));
  }
  let values = 0;
  const renamed = (name: string): string => {
    if (name === '') return '';
    if (!names.has(name)) names.set(name, unused(`value_${values++}`, taken));
    return names.get(name)!;
  };
  const model = create(ModelProtoSchema, {
    irVersion: IR_VERSION,
    producerName: '@siamese/onnx',
    producerVersion: VERSION,
    docString: texts.description,
    graph: { ...rename(graph, renamed, new Map()), name: 'model' },
    opsetImport: [{ domain: '', version: OPSET }],
    metadataProps: Object.entries(texts.metadata).map(([key, value]) => ({ key, value })),
  });
  return toBinary(ModelProtoSchema, model);
}

function interfaceNames({ inputs, outputs, outputsNow }: ModelTexts) {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  inputs.forEach((name, i) => names.set(`in${i}`, name));
  outputs.forEach((name, i) => names.set(outputsNow[i]!, name));
  for (const name of [...inputs, ...outputs]) {
    if (taken.has(name)) {
      throw new TypeError(
        `exportOnnx: two inputs or outputs are called ${name}: give names, { inputs: [{ name, shape }], outputs: [...] }`,
      );
    }
    taken.add(name);
  }
  return { names, taken };
}

/** A name that nothing has: the wanted one, or with a number after it. */
function unused(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let i = 1; taken.has(name); i++) name = `${wanted}_${i}`;
  taken.add(name);
  return name;
}

function rename(graph: GraphProto, renamed: (name: string) => string, kinds: Map<string, number>): GraphProto {
  const infos = (which: 'input' | 'output') => graph[which].map((info) => ({ ...info, name: renamed(info.name) }));
  const node = graph.node.map((one): NodeProto => {
    const origin = one.name.replace(/#.*/, '');
    const count = kinds.get(origin) ?? 0;
    kinds.set(origin, count + 1);
    return create(NodeProtoSchema, {
      ...one,
      name: `${origin}_${count}`,
      input: one.input.map(renamed),
      output: one.output.map(renamed),
      attribute: one.attribute.map((attribute) =>
        attribute.g ? { ...attribute, g: rename(attribute.g, renamed, kinds) } : attribute,
      ),
    });
  });
  return create(GraphProtoSchema, {
    name: graph.name,
    node,
    initializer: graph.initializer.map((tensor) => ({ ...tensor, name: renamed(tensor.name) })),
    input: infos('input'),
    output: infos('output'),
  });
}
