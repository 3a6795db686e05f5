using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace KernelGen.Generator.Tests.Budgets;

/// <summary>What the JIT counts of a method before it decides to optimise.</summary>
/// <param name="Name">With its type's.</param>
/// <param name="Bytes">Of IL.</param>
/// <param name="Instructions">Of IL.</param>
/// <param name="Locals">That it declares.</param>
internal sealed record IlMethod(string Name, int Bytes, int Instructions, int Locals)
{
    private static readonly Dictionary<int, OpCode> OpCodes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value);

    /// <summary>Every method of an assembly that has a body.</summary>
    public static ImmutableArray<IlMethod> ReadAll(byte[] assembly)
    {
        using var reader = new PEReader(new MemoryStream(assembly));
        MetadataReader metadata = reader.GetMetadataReader();
        return
        [
            .. from handle in metadata.MethodDefinitions
               let method = metadata.GetMethodDefinition(handle)
               where method.RelativeVirtualAddress != 0
               let body = reader.GetMethodBody(method.RelativeVirtualAddress)
               let type = metadata.GetTypeDefinition(method.GetDeclaringType())
               select new IlMethod(
                   metadata.GetString(type.Name) + "." + metadata.GetString(method.Name),
                   body.GetILReader().Length,
                   CountInstructions(body.GetILReader()),
                   body.LocalSignature.IsNil ? 0 : CountLocals(metadata, body.LocalSignature)),
        ];
    }

    private static int CountLocals(MetadataReader metadata, StandaloneSignatureHandle signature)
    {
        BlobReader blob = metadata.GetBlobReader(metadata.GetStandaloneSignature(signature).Signature);
        Assert.Equal(SignatureKind.LocalVariables, blob.ReadSignatureHeader().Kind);
        return blob.ReadCompressedInteger();
    }

    private static int CountInstructions(BlobReader il)
    {
        int count = 0;
        for (; il.RemainingBytes > 0; count++)
        {
            int value = il.ReadByte();
            if (value == 0xfe)
                value = (value << 8) | il.ReadByte();
            switch (OpCodes[value].OperandType)
            {
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    il.Offset += 1;
                    break;
                case OperandType.InlineVar:
                    il.Offset += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    il.Offset += 8;
                    break;
                case OperandType.InlineSwitch:
                    int targets = il.ReadInt32();
                    il.Offset += 4 * targets;
                    break;
                default:
                    il.Offset += 4;
                    break;
            }
        }

        return count;
    }
}
