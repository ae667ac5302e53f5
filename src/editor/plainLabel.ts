/** A name as VS Code's labels show it: `$(…)` in it is no icon. */
export function plainLabel(name: string): string {
  return name.replaceAll('$(', '\\$(');
}
