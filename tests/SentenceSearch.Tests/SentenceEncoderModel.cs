using System.Reflection;
using SentenceSearch.Loading;
using Xunit;

namespace SentenceSearch.Tests;

/// <summary>The pretrained model, which is no part of the repository.</summary>
internal static class SentenceEncoderModel
{
    /// <summary>Its folder. Where it is missing the test does not run, and says how to fetch it.</summary>
    public static string Folder
    {
        get
        {
            string root = typeof(SentenceEncoderModel).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;
            try
            {
                return ModelFolder.Find(ModelFolder.OfVariable, Path.Combine(root, "samples", "SentenceSearch"));
            }
            catch (DataFileException e)
            {
                Assert.Skip(e.Message);
                throw;
            }
        }
    }
}
