import type { Command } from 'commander';
export function auditCommand(_program: Command): void {}
