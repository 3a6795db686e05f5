using System.Globalization;

namespace KernelGen.Generator.Specs;

/// <summary>
/// A dimension of a kernel: a number that the attribute states, a run-time parameter, or the length of a span.
/// </summary>
/// <param name="Name">The attribute's name of it: <c>M</c>, <c>Length</c>, <c>Inputs</c>.</param>
/// <param name="Fixed">The stated value, or null for a run-time dimension.</param>
/// <param name="Parameter">The <c>int</c> parameter that holds it at run time, as C# writes it (<c>m</c>, <c>@length</c>).</param>
/// <param name="LengthOf">The span parameter whose length it is, when there is no parameter for it.</param>
internal sealed record Dimension(string Name, int? Fixed = null, string? Parameter = null, string? LengthOf = null)
{
    public bool IsFixed => Fixed is not null;

    /// <summary>The dimension as a C# expression of the user's method.</summary>
    public string Expression =>
        Fixed?.ToString(CultureInfo.InvariantCulture) ?? Parameter ?? LengthOf + ".Length";

    public override string ToString() => Fixed is { } value ? Name + " = " + value.ToString(CultureInfo.InvariantCulture) : Name + " at run time";
}
