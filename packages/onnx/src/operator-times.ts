/** What one ONNX operator took in all its calls. */
export type OperatorTime = {
  /** ONNX Runtime's name for it; its optimiser joins operators (`FusedConv`, `FusedGemm`). */
  readonly operator: string;
  /** The kernels of TensorFlow.js that it was emitted for, as far as its optimiser has kept their names. */
  readonly kernels: readonly string[];
  readonly calls: number;
  readonly milliseconds: number;
};

type Event = {
  readonly cat?: string;
  readonly name?: string;
  readonly dur?: number;
  readonly args?: { op_name?: string };
};

const SUFFIX = '_kernel_time';

/** The time of each operator in the profiles that ONNX Runtime wrote, each a JSON list of events; the costliest first. */
export function operatorTimes(profiles: readonly string[]): OperatorTime[] {
  const times = new Map<string, { operator: string; kernels: Set<string>; calls: number; milliseconds: number }>();
  for (const profile of profiles) {
    for (const { cat, name, dur, args } of JSON.parse(profile) as Event[]) {
      const operator = args?.op_name;
      if (cat !== 'Node' || !operator || !name?.endsWith(SUFFIX)) continue;
      let time = times.get(operator);
      if (!time) times.set(operator, (time = { operator, kernels: new Set(), calls: 0, milliseconds: 0 }));
      time.calls++;
      time.milliseconds += dur! / 1000;
      // Our names of nodes begin with the kernel's.
      const kernel = /^(\w+)#/.exec(name)?.[1];
      if (kernel) time.kernels.add(kernel);
    }
  }
  return [...times.values()]
    .map((time) => ({ ...time, kernels: [...time.kernels].toSorted() }))
    .toSorted((a, b) => b.milliseconds - a.milliseconds);
}
