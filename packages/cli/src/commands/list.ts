import { printServices } from '../print-services.js';
import { readApp } from '../read-app.js';
import { readListingArguments } from '../read-listing-arguments.js';

/** `mono list`: what the scan knows. None of the application's files is imported. */
export async function run(argv: readonly string[]): Promise<void> {
  const { json } = readListingArguments('list', argv, false);
  const scan = readApp();
  const { services, groups } = scan;
  console.log(json ? JSON.stringify({ version: 1, services, groups }, null, 2) : printServices(scan));
}
