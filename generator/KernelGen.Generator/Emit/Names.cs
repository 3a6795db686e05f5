using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Emit;

/// <summary>Names in the user's method that keep clear of the user's own parameters.</summary>
internal static class Names
{
    /// <summary>A local: <c>aPointer</c>, <c>aLength</c>, with underscores behind it while the user has a parameter of that name.</summary>
    public static string Local(MethodShape method, string name)
    {
        while (method.ParameterNames.Items.Contains(name))
            name += "_";
        return name;
    }
}
