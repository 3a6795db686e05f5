using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Parsing;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Rules;

/// <summary>KG1004: a result that its type does not hold.</summary>
internal static class OutputRule
{
    public static Finding? Check(DeclaredKernel kernel)
    {
        NumericType output = kernel.Spec.Output;
        if (output.IsByte)
            return null; // a requantised result is clamped
        int length = kernel.Length ?? 1;
        if (ValueRange.Result(kernel.Spec, length) is not { } result || (result.High <= output.Maximum && result.Low >= output.Minimum))
            return null;

        double scale = Math.Pow(2, -Math.Ceiling(Math.Log(result.Magnitude / output.Maximum, 2)));
        string wider = WiderResult.Of(output) is { } type ? $"a result of {type}, or " : "";
        return new(
            Descriptors.ResultOverflows, kernel.Place,
            kernel.Name, Figures.Of((long)length), Figures.Of(result.Magnitude), output.Name, Figures.Of(output.Maximum),
            wider + (scale > 0 ? "operands scaled by " + Figures.Of(scale) : "operands of a smaller range"))
        {
            Properties = WiderResult.Properties(kernel.Spec),
        };
    }
}
