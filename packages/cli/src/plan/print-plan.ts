import { colors, printTable } from '../print-table.js';
import type { Plan, PlannedService } from './create-plan.js';

const words: Readonly<Record<PlannedService['action'], string>> = {
  start: 'starts',
  'roll-out': 'rolls out',
  stop: 'stops',
  keep: 'keeps its image',
  leave: 'stays on its image',
};

/** What `mono plan` prints: the steps, with why of each line, then what stays as it is. */
export function printPlan({ services, steps }: Plan): string {
  const planned = new Map(services.map((service) => [service.name, service]));
  const width = Math.max(0, ...services.map(({ name }) => name.length));
  const print = ({ name, action, why }: PlannedService) => [`  ${name.padEnd(width)}`, `${words[action]}: ${why}`];
  const moving = steps.map((step, index) => {
    const together =
      step.contracts.length > 0 ? `, together: all get another version of ${step.contracts.join(', ')}` : '';
    return `${colors.bold(`Step ${index + 1}`)}${together}\n${printTable(step.services.map((name) => print(planned.get(name)!)))}`;
  });
  const staying = services.filter(({ action }) => action === 'keep' || action === 'leave');
  const rest = staying.length > 0 ? [`${colors.bold('Untouched')}\n${printTable(staying.map(print))}`] : [];
  const blocks = moving.length > 0 ? moving : ['Nothing has to roll out.'];
  return [...blocks, ...rest].join('\n\n');
}
