import type { Manifest } from './manifest.ts';
import type { Recipe } from './recipe.ts';

/** A short page for people who receive the dataset. */
export function cardOf(manifest: Omit<Manifest, 'files'>, recipe: Recipe): string {
  const rows = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([name, n]) => `| ${name} | ${n} |`)
      .join('\n');
  const table = (head: string, counts: Readonly<Record<string, number>>): string =>
    Object.keys(counts).length === 0 ? '' : `\n| ${head} | episodes |\n|---|---:|\n${rows(counts)}\n`;
  const steps = manifest.episodes.reduce((sum, episode) => sum + episode.steps, 0);
  const exports = manifest.exports.map(({ format, steps, images, missingImages }) => {
    return `- \`${format}/\`: ${steps} steps, ${images} images${missingImages > 0 ? ` (${missingImages} no longer held)` : ''}`;
  });
  return `# ${manifest.name}

${manifest.episodes.length} episodes, ${steps} steps of real computer work, recorded with consent and redacted on the device.
Built ${manifest.built}; **delete by ${manifest.expires}**.

Allowed use: \`${manifest.purpose}\`, to ${recipe.endUse}, under mandate \`${manifest.mandate.id}\`.
Never: review, discipline, selection or surveillance of people.
${table('task type', manifest.taskTypes)}${table('split', manifest.splits)}${table('left out because', manifest.refused)}
## Contents

${exports.join('\n')}
- \`manifest.json\`: every file with its digest; \`lineage.json\`: episode → segments → receipts; \`attestation.json\`: signed.

## Limits

- Typed values are goal slots (\`{customer}\`), copied values (\`{copy:3}\`) or invented stand-ins. Names on the screen are invented stand-ins too.
- Screens are masked; what was withheld appears as gaps, not as missing work.
- Outcomes are what the participants declared; where they declared nothing it says \`unknown\`.
- The data is pseudonymous, not anonymous: it comes from few people doing their own work.
- Erased episodes are announced; retrain without them by the date of the announcement.
`;
}
