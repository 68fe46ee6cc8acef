// Reads the bars of a card off a picture, for browsers that have no reader of their own. EAN-13 (GS1 General Specifications, 5.2.3): bars and
// spaces of 1 to 4 modules, 59 of them in 95 modules; two guards of three, one of five in the middle, twelve digits of four each.

const left = ['3211', '2221', '2122', '1411', '1132', '1231', '1114', '1312', '1213', '3112'];
/** Which of the six left digits are mirrored says what the first digit is. */
const firsts = ['LLLLLL', 'LLGLGG', 'LLGGLG', 'LLGGGL', 'LGLLGG', 'LGGLLG', 'LGGGLL', 'LGLGLG', 'LGLGGL', 'LGGLGL'];
const mirrored = left.map((widths) => [...widths].reverse().join(''));

const runsInCode = 59;
const modulesInDigit = 7;
const rowsTried = 15;
const guardTolerance = 0.6;

/** The thirteen digits in a picture (`data` as in ImageData), or undefined. Rows near the middle first; upside down too. */
export function readEan13({ data, width, height }) {
  for (let nth = 0; nth < rowsTried; nth += 1) {
    const away = Math.ceil(nth / 2) * (nth % 2 === 0 ? 1 : -1);
    const row = Math.round(height / 2 + (away * height) / (rowsTried + 1));
    const runs = runsOf(data, width, row);
    const code = findIn(runs) ?? findIn({ ...runs, lengths: [...runs.lengths].reverse(), startsDark: isLastDark(runs) });
    if (code) return code;
  }
  return undefined;
}

const isLastDark = ({ lengths, startsDark }) => (lengths.length % 2 === 1 ? startsDark : !startsDark);

/** Lengths of dark and light stretches along one row, split where it is darker than the light around. */
function runsOf(data, width, row) {
  const lights = new Float32Array(width);
  for (let x = 0; x < width; x += 1) {
    const at = (row * width + x) * 4;
    lights[x] = data[at] * 0.3 + data[at + 1] * 0.59 + data[at + 2] * 0.11;
  }
  const reach = Math.max(8, Math.round(width / 16));
  const sums = new Float64Array(width + 1);
  for (let x = 0; x < width; x += 1) sums[x + 1] = sums[x] + lights[x];
  const lengths = [];
  let startsDark;
  let wasDark;
  for (let x = 0; x < width; x += 1) {
    const [from, to] = [Math.max(0, x - reach), Math.min(width, x + reach)];
    const around = (sums[to] - sums[from]) / (to - from);
    const isDark = lights[x] < around - 4;
    if (x === 0) startsDark = isDark;
    if (isDark === wasDark) lengths[lengths.length - 1] += 1;
    else lengths.push(1);
    wasDark = isDark;
  }
  return { lengths, startsDark };
}

function findIn({ lengths, startsDark }) {
  for (let start = startsDark ? 0 : 1; start + runsInCode <= lengths.length; start += 2) {
    const code = readAt(lengths, start);
    if (code) return code;
  }
  return undefined;
}

function readAt(lengths, start) {
  const module = (lengths[start] + lengths[start + 1] + lengths[start + 2]) / 3;
  for (const place of [0, 1, 2, 56, 57, 58, 27, 28, 29, 30, 31])
    if (Math.abs(lengths[start + place] - module) > module * guardTolerance) return undefined;
  const digits = [];
  let kinds = '';
  for (let nth = 0; nth < 12; nth += 1) {
    const widths = widthsOf(lengths, start + 3 + nth * 4 + (nth < 6 ? 0 : 5));
    const [plain, turned] = [left.indexOf(widths), mirrored.indexOf(widths)];
    if (nth < 6 && turned >= 0) kinds += 'G';
    else if (plain >= 0) kinds += 'L';
    else return undefined;
    digits.push(nth < 6 && turned >= 0 ? turned : plain);
  }
  const first = firsts.indexOf(kinds.slice(0, 6));
  return first < 0 ? undefined : checked([first, ...digits]);
}

/** Four stretches as modules; seven in all, or it is no digit. */
function widthsOf(lengths, at) {
  const four = lengths.slice(at, at + 4);
  const whole = four.reduce((sum, length) => sum + length, 0);
  return four.map((length) => Math.max(1, Math.round((length * modulesInDigit) / whole))).join('');
}

function checked(digits) {
  const sum = digits.reduce((total, digit, place) => total + digit * (place % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0 ? digits.join('') : undefined;
}
