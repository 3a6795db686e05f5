using System.Reflection;
using Xunit;

namespace TinyStories.Tests;

/// <summary>The model of 260K parameters, beside the repository: it is no part of it.</summary>
internal static class Stories260K
{
    private const string Place = "../shared/data/stories260K";

    public static string Model => Find("stories260K.bin");
    public static string Tokenizer => Find("tok512.bin");

    /// <summary>What llama2.c writes at temperature 0.</summary>
    public static byte[] Expected => File.ReadAllBytes(Find("expected_greedy.txt"));

    /// <summary>A file. Where the model is missing the test does not run, and says where it was looked for.</summary>
    private static string Find(string name)
    {
        string root = typeof(Stories260K).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;
        string file = Path.GetFullPath(Path.Combine(root, Place, name));
        Assert.SkipUnless(File.Exists(file), $"'{name}' is missing: the tests find the model of 260K parameters in {Place}, relative to the repository.");
        return file;
    }
}
