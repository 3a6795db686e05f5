using System.Globalization;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Emit;

/// <summary>The checks at the door of a kernel that its operands hold what is declared of them; they are emitted for projects with KernelGenChecked.</summary>
internal static class DeclaredChecks
{
    private const string Library = "global::KernelGen.Runtime.Declared.";

    public static void Write(CodeWriter writer, KernelText kernel)
    {
        if (!kernel.Spec.IsChecked)
            return;
        foreach (Operand operand in kernel.Spec.Operands)
        {
            if (operand.IsIndex || (operand.Kind == OperandKind.Output && kernel.Spec.Find("beta") is null))
                continue;
            // Codes of 4 bits lie two to a byte: there is no number of them to look at.
            if (operand.Range is { } range && !(kernel.Spec is GroupedDenseSpec { Format: WeightFormat.Int4 } && operand.Role.StartsWith("weight", StringComparison.Ordinal) && operand.Type == NumericType.Byte))
                WriteRange(writer, kernel, operand, $"{Text(range.Low)}, {Text(range.High)}, {Name(operand)}");
            if (operand.IsUnitNorm && !(kernel.Spec is GroupedDenseSpec && operand.Kind == OperandKind.Packed))
                WriteUnitNorm(writer, kernel, operand);
        }
    }

    private static void WriteRange(CodeWriter writer, KernelText kernel, Operand operand, string declared)
    {
        if (operand.Kind is OperandKind.Scalar or OperandKind.Packed)
        {
            writer.Line($"{Library}Range({operand.Parameter}, {declared});");
            return;
        }

        // A result is read only where beta is not 0.
        OperandLayout layout = kernel.Layout(operand);
        string read = operand.Kind == OperandKind.Output ? $"if ({kernel.Spec["beta"].Parameter} != 0) " : "";
        writer.Line($"{read}{Library}Range({kernel.Pointer(operand)}, {layout.AllRows}, {layout.Columns}, {layout.Leading}, {declared});");
    }

    private static void WriteUnitNorm(CodeWriter writer, KernelText kernel, Operand operand)
    {
        OperandLayout layout = kernel.Layout(operand);
        if (!layout.HasVectors)
            return;
        writer.Line(operand.Kind == OperandKind.Packed ? $"{Library}UnitNorm({operand.Parameter}, {Name(operand)});"
            : layout.SumsAlongColumns ? $"{Library}UnitColumns({kernel.Pointer(operand)}, {layout.Matrices}, {layout.Rows}, {layout.Columns}, {layout.Leading}, {Name(operand)});"
            : $"{Library}UnitRows({kernel.Pointer(operand)}, {layout.AllRows}, {layout.Columns}, {layout.Leading}, {Name(operand)});");
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture) + "d";

    private static string Name(Operand operand) => $"\"{operand.Parameter.TrimStart('@')}\"";
}
