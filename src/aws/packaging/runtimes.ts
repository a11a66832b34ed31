/** A runtime of Lambda with its life cycle; dates are ISO 8601, undefined when none is announced. */
export interface Runtime {
  readonly id: string;
  readonly family: 'nodejs' | 'python' | 'java' | 'dotnet' | 'ruby' | 'go' | 'provided';
  readonly deprecated?: string;
  /** From this day on no function can be created with it. */
  readonly createBlocked?: string;
  /** From this day on no function with it can be updated. */
  readonly updateBlocked?: string;
}

/** How a runtime stands on a day; dates are ISO 8601. */
export interface LifeCycle {
  readonly deprecated: string;
  /** The end of life is not past. */
  readonly inService: boolean;
  readonly updateBlocked: string;
  /** Functions with it can still be updated. */
  readonly updatable: boolean;
}

/** Undefined for runtimes without dates and unknown ones. */
export function lifeCycle(id: string, today: Date): LifeCycle | undefined {
  const { deprecated, updateBlocked } = find(id) ?? {};
  if (deprecated === undefined || updateBlocked === undefined) return undefined;
  return {
    deprecated,
    inService: !isPast(deprecated, today),
    updateBlocked,
    updatable: !isPast(updateBlocked, today),
  };
}

/** Whether the runtime is past its end of life on that day; unknown runtimes are not. */
export function isDeprecated(id: string, today: Date): boolean {
  return isPast(find(id)?.deprecated, today);
}

/** Whether new functions can be created with the runtime on that day; unknown ones are AWS' to judge. */
export function isOpen(id: string, today: Date): boolean {
  return !isPast(find(id)?.createBlocked, today);
}

/**
 * The newest runtime of a family that is documented and in service. Those without dates are newer than
 * the documentation and not open in every region yet.
 */
export function newestRuntime(family: Runtime['family'], today: Date): string | undefined {
  return runtimes.find(
    (runtime) =>
      runtime.family === family &&
      runtime.deprecated !== undefined &&
      !isPast(runtime.deprecated, today),
  )?.id;
}

/**
 * Newest first within each family.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
export const runtimes: readonly Runtime[] = [
  { id: 'nodejs26.x', family: 'nodejs' },
  dated('nodejs24.x', 'nodejs', '2028-04-30', '2028-06-01', '2028-07-01'),
  dated('nodejs22.x', 'nodejs', '2027-04-30', '2027-06-01', '2027-07-01'),
  dated('nodejs20.x', 'nodejs', '2026-04-30', '2027-02-01', '2027-03-03'),
  dated('nodejs18.x', 'nodejs', '2025-09-01', '2027-02-01', '2027-03-03'),
  dated('nodejs16.x', 'nodejs', '2024-06-12', '2027-02-01', '2027-03-03'),
  dated('nodejs14.x', 'nodejs', '2023-12-04', '2024-01-09', '2027-03-03'),
  { id: 'python3.15', family: 'python' },
  dated('python3.14', 'python', '2029-06-30', '2029-07-31', '2029-08-31'),
  dated('python3.13', 'python', '2029-06-30', '2029-07-31', '2029-08-31'),
  dated('python3.12', 'python', '2028-10-31', '2028-11-30', '2029-01-10'),
  dated('python3.11', 'python', '2027-06-30', '2027-07-31', '2027-08-31'),
  dated('python3.10', 'python', '2026-10-31', '2027-02-01', '2027-03-03'),
  dated('python3.9', 'python', '2025-12-15', '2027-02-01', '2027-03-03'),
  dated('python3.8', 'python', '2024-10-14', '2027-02-01', '2027-03-03'),
  dated('python3.7', 'python', '2023-12-04', '2024-01-09', '2027-03-03'),
  dated('java25', 'java', '2029-06-30', '2029-07-31', '2029-08-31'),
  dated('java21', 'java', '2029-06-30', '2029-07-31', '2029-08-31'),
  dated('java17', 'java', '2027-06-30', '2027-07-31', '2027-08-31'),
  { id: 'java17.al2023', family: 'java' },
  dated('java11', 'java', '2027-06-30', '2027-07-31', '2027-08-31'),
  { id: 'java11.al2023', family: 'java' },
  dated('java8.al2', 'java', '2027-06-30', '2027-07-31', '2027-08-31'),
  { id: 'java8.al2023', family: 'java' },
  dated('java8', 'java', '2024-01-08', '2024-02-08', '2027-03-03'),
  dated('dotnet10', 'dotnet', '2028-11-14', '2028-12-14', '2029-01-15'),
  dated('dotnet8', 'dotnet', '2026-11-10', '2027-02-01', '2027-03-03'),
  dated('dotnet6', 'dotnet', '2024-12-20', '2027-02-01', '2027-03-03'),
  dated('ruby4.0', 'ruby', '2029-03-31', '2029-04-30', '2029-05-31'),
  dated('ruby3.4', 'ruby', '2028-03-31', '2028-04-30', '2028-05-31'),
  dated('ruby3.3', 'ruby', '2027-03-31', '2027-04-30', '2027-05-31'),
  dated('ruby3.2', 'ruby', '2026-03-31', '2027-02-01', '2027-03-03'),
  dated('ruby2.7', 'ruby', '2023-12-07', '2024-01-09', '2027-03-03'),
  dated('go1.x', 'go', '2024-01-08', '2024-02-08', '2027-03-03'),
  dated('provided.al2023', 'provided', '2029-06-30', '2029-07-31', '2029-08-31'),
  dated('provided.al2', 'provided', '2026-07-31', '2027-02-01', '2027-03-03'),
  dated('provided', 'provided', '2024-01-08', '2024-02-08', '2027-03-03'),
];

function dated(
  id: string,
  family: Runtime['family'],
  deprecated: string,
  createBlocked: string,
  updateBlocked: string,
): Runtime {
  return { id, family, deprecated, createBlocked, updateBlocked };
}

function find(id: string): Runtime | undefined {
  return runtimes.find((runtime) => runtime.id === id);
}

function isPast(day: string | undefined, today: Date): boolean {
  return day !== undefined && today.toISOString().slice(0, 10) >= day;
}
