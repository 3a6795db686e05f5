using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Emit;

/// <summary>Names in the user's method that keep clear of the user's own parameters.</summary>
internal static class Names
{
    /// <summary>A local for a purpose: <c>aPointer</c>, with underscores behind it while the user has a parameter of that name.</summary>
    public static string Local(MethodShape method, string purpose)
    {
        string name = purpose + "Pointer";
        while (method.ParameterNames.Items.Contains(name))
            name += "_";
        return name;
    }
}
