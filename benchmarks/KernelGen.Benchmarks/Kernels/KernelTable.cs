using System.Reflection;
using KernelGen.Generated;

namespace KernelGen.Benchmarks.Kernels;

/// <summary>
/// Finds a kernel by what its attribute asks, so that no second list can drift from the first: a work without a kernel, and a kernel without a work, are errors at start-up.
/// A kernel is called by function pointer, as a native peer is.
/// </summary>
internal sealed class KernelTable(Type owner)
{
    private readonly HashSet<MethodInfo> used = [];

    private delegate PackedWeights<T> PackMethod<T>(ReadOnlySpan<T> weights)
        where T : unmanaged;

    private delegate PackedWeights<byte> PackGroupsMethod(ReadOnlySpan<byte> weights, ReadOnlySpan<float> weightScales);

    /// <summary>The kernel whose attribute equals <paramref name="attribute"/> and whose first operand is a span of <typeparamref name="T"/>.</summary>
    public Kernel Find<T>(Attribute attribute)
    {
        MethodInfo[] found = [.. Kernels().Where(method => Asks(method, attribute) && method.GetParameters()[0].ParameterType == typeof(ReadOnlySpan<T>))];
        if (found.Length != 1)
            throw new InvalidOperationException($"{owner.Name} declares {found.Length} kernels {Describe(attribute)} of {typeof(T).Name}; one is needed.");
        used.Add(found[0]);
        string element = Type.GetTypeCode(typeof(T)) switch
        {
            TypeCode.Single => "float",
            TypeCode.Double => "double",
            TypeCode.SByte => "sbyte",
            TypeCode.Byte => "byte",
            _ => typeof(T).Name,
        };
        KernelInfo? info = KernelCatalog.All.SingleOrDefault(one => one.Name == $"{owner.Name}.{found[0].Name}" && one.ElementType == element);
        return new Kernel(found[0].MethodHandle.GetFunctionPointer(), info);
    }

    /// <summary>The weights of a kernel of this class, packed by the method that has its name behind <c>Pack</c>.</summary>
    public PackedWeights<T> Pack<T>(Kernel kernel, ReadOnlySpan<T> weights)
        where T : unmanaged => MethodThatPacks(kernel).CreateDelegate<PackMethod<T>>()(weights);

    /// <summary>The same of weights in groups.</summary>
    public PackedWeights<byte> Pack(Kernel kernel, ReadOnlySpan<byte> codes, ReadOnlySpan<float> scales) =>
        MethodThatPacks(kernel).CreateDelegate<PackGroupsMethod>()(codes, scales);

    private MethodInfo MethodThatPacks(Kernel kernel)
    {
        string name = "Pack" + kernel.Info!.Name.Split('.')[^1];
        return owner.GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)
            ?? throw new InvalidOperationException($"{owner.Name} has no {name}.");
    }

    public void ThrowIfOneIsUnused()
    {
        if (Array.Find(Kernels(), method => !used.Contains(method)) is { } left)
            throw new InvalidOperationException($"{owner.Name}.{left.Name} is a kernel of no work.");
    }

    private MethodInfo[] Kernels() =>
        owner.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly);

    /// <summary>Attributes are equal when all their fields are.</summary>
    private static bool Asks(MethodInfo method, Attribute attribute) =>
        method.GetCustomAttribute(attribute.GetType(), inherit: false)?.Equals(attribute) == true;

    private static string Describe(Attribute attribute)
    {
        IEnumerable<string> properties = attribute.GetType()
            .GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Select(property => $"{property.Name} = {property.GetValue(attribute)}");
        return $"[{attribute.GetType().Name.Replace("Attribute", "", StringComparison.Ordinal)}({string.Join(", ", properties)})]";
    }
}
