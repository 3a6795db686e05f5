using System.Globalization;
using KernelGen.Generator.Arithmetic;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Targets;

/// <summary>Any processor at all, one number at a time; the last resort, and the spelling of a kernel's last steps on single numbers.</summary>
internal static class Scalar
{
    public static readonly Target Target = new(IsaSet.None, "Scalar", null, new Spelling());

    private sealed class Spelling : Dialect
    {
        public override string Register(NumericType type) => type.Keyword;
        public override int LanesOf(NumericType type) => 1;
        public override string Zero(NumericType type) => Literal(type, 0);
        public override string Broadcast(NumericType type, string number) => number;
        public override string Load(NumericType type, string pointer) => $"*({pointer})";
        public override string Store(NumericType type, string pointer, string value) => $"*({pointer}) = {value}";
        public override string Mask(NumericType type, string count) => throw new NotSupportedException();
        public override string LoadMasked(NumericType type, string pointer, string mask) => throw new NotSupportedException();
        public override string StoreMasked(NumericType type, string pointer, string mask, string value) => throw new NotSupportedException();
        public override string Constant(NumericType type, ulong bits) => Literal(type, bits);

        public override string Operation(NumericType type, Instruction instruction, string a, string b, string c)
        {
            string count = instruction.Bits.ToString(CultureInfo.InvariantCulture);
            return instruction.Op switch
            {
                Op.Add => $"{a} + {b}",
                Op.Subtract => $"{a} - {b}",
                Op.Multiply => $"{a} * {b}",
                Op.Divide => $"{a} / {b}",
                Op.FusedMultiplyAdd => $"ScalarMath.FusedMultiplyAdd({a}, {b}, {c})",
                Op.Negate => $"-{a}",
                Op.Absolute => $"ScalarMath.Abs({a})",
                Op.SquareRoot => $"ScalarMath.Sqrt({a})",
                Op.LessThan => $"{a} < {b}",
                Op.EqualTo => $"{a} == {b}",
                Op.Select => $"{a} ? {b} : {c}",
                Op.AddBits => $"ScalarMath.AddBits({a}, {b})",
                Op.ShiftBitsLeft => $"ScalarMath.ShiftBitsLeft({a}, {count})",
                Op.ShiftBitsRight => $"ScalarMath.ShiftBitsRight({a}, {count})",
                Op.ShiftBitsRightSigned => $"ScalarMath.ShiftBitsRightSigned({a}, {count})",
                Op.AndBits => $"ScalarMath.AndBits({a}, {b})",
                Op.OrBits => $"ScalarMath.OrBits({a}, {b})",
                Op.XorBits => $"ScalarMath.XorBits({a}, {b})",
                Op.DotPairs => $"ScalarMath.DotPairs({a}, {b}, {c})",
                Op.SubtractHalves => $"ScalarMath.SubtractHalves({a}, {b})",
                _ => throw new ArgumentOutOfRangeException(nameof(instruction), instruction.Op, "not an operation on numbers"),
            };
        }
    }
}
