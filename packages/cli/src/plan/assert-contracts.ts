import { MonoError } from '@monojs/core';
import type { Finding, Where } from '@monojs/core';
import { removed } from './contracts-between.js';
import type { Plan, PlannedService } from './create-plan.js';

/**
 * Refuses a plan after which services would run different versions of one contract.
 *
 * @throws MonoError MONO_PLAN_CONTRACT with every such contract
 */
export function assertContracts({ services, contracts }: Plan): void {
  const planned = new Map(services.map((service) => [service.name, service]));
  const findings = contracts.flatMap(({ path, versions }): Finding[] => {
    const running = [...versions].flatMap(([name, { before, after }]) => {
      const plan = planned.get(name)!;
      const version = stays(plan) ? before : plan.action === 'stop' ? undefined : after;
      return version === undefined ? [] : [{ plan, version, isNew: version === after }];
    });
    if (new Set(running.map(({ version }) => version)).size < 2) return [];
    const late = running.filter(({ plan, isNew }) => stays(plan) && !isNew).map(({ plan }) => plan.name);
    return [
      {
        code: 'MONO_PLAN_CONTRACT',
        message: `${path} is a contract, and this plan leaves services on two versions of it.`,
        where: running.map(({ plan, version, isNew }): Where => ({
          service: plan.name,
          note: describe(plan, version, isNew),
        })),
        fix: `touch ${late.join(' and ')} in the same step: add ${late.map((name) => `--only ${name}`).join(' ')}, or leave --only out.`,
      },
    ];
  });
  if (findings.length > 0) throw new MonoError(findings);
}

function stays({ action }: PlannedService): boolean {
  return action === 'leave' || action === 'keep';
}

function describe(plan: PlannedService, version: string, isNew: boolean): string {
  const what =
    version === removed
      ? 'has it no longer'
      : `${isNew ? 'the new version' : 'the old version'}, ${version.slice(0, 12)}`;
  return `${stays(plan) ? 'stays on its image' : plan.action === 'start' ? 'starts' : 'rolls out'}: ${what}`;
}
