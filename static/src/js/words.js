// Numbers read out in Vietnamese; the same rules as core/words.py, which tests compare with these.
const DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const SCALES = ["", "nghìn", "triệu"];

/** `digits` (a string of digits) in words: "1015000" -> "một triệu không trăm mười lăm nghìn". */
export function inWords(digits) {
  const number = BigInt(digits);
  if (number < 1000n) return group(Number(number), false);
  return billions(number, false).join(" ");
}

function billions(number, full) {
  const high = number / 1_000_000_000n;
  const low = Number(number % 1_000_000_000n);
  const words = high ? [...billions(high, full), "tỷ"] : [];
  full = full || high > 0n;
  for (const power of [2, 1, 0]) {
    const three = Math.floor(low / 1000 ** power) % 1000;
    if (three) {
      words.push(group(three, full), SCALES[power]);
      full = true;
    }
  }
  return words.filter(Boolean);
}

function group(number, full) {
  const hundreds = Math.floor(number / 100);
  const words = hundreds || full ? [DIGITS[hundreds], "trăm"] : [];
  return [...words, ...belowHundred(number % 100, words.length > 0)].join(" ");
}

function belowHundred(number, after) {
  const tens = Math.floor(number / 10);
  const ones = number % 10;
  if (tens === 0) {
    if (after) return ones ? ["linh", DIGITS[ones]] : [];
    return [DIGITS[ones]];
  }
  const words = tens === 1 ? ["mười"] : [DIGITS[tens], "mươi"];
  if (ones === 5) words.push("lăm");
  else if (ones === 1 && tens > 1) words.push("mốt");
  else if (ones) words.push(DIGITS[ones]);
  return words;
}
