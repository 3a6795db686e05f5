using System.Globalization;
using System.Runtime.CompilerServices;

namespace SentenceSearch.Tests;

/// <summary>Numbers are written as the program writes them, wherever the tests run.</summary>
internal static class Culture
{
#pragma warning disable CA2255 // this is a program
    [ModuleInitializer]
#pragma warning restore CA2255
    public static void Set() => CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
}
