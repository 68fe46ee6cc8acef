// Plain JavaScript, because a Node that is too old cannot read the rest: `node --import ./src/runtime.js src/main.ts`.

const neededMajor = 24;

if (Number(process.versions.node.split('.')[0]) < neededMajor) {
  console.error(
    `Kopilka needs Node ${neededMajor} or newer and this is ${process.versions.node}: start it with "npm start" after "npm ci", which brings its own Node, or install a newer one.`,
  );
  process.exit(1);
}
