using System.Collections.Immutable;
using KernelGen.Generator.Rules;
using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Parsing;

/// <summary>From a method's symbol to what is asked, or to what is wrong with it. The one validator: the analyzers report, the generator declines.</summary>
internal static class KernelParser
{
    /// <summary>Parses a method with a kernel attribute. Never throws but for cancellation, whatever the source.</summary>
    public static ParseResult Parse(IMethodSymbol method, BuildSettings settings, CancellationToken cancellation)
    {
        method = method.PartialDefinitionPart ?? method;
        var findings = new List<Finding>();
        if (FirstKernel(method, findings, cancellation) is not { } kernel)
            return new(null, null, "The method has no kernel attribute.", []);

        (KernelForm form, AttributeReader attribute) = kernel;
        bool isCompiled = method.DeclaringSyntaxReferences.IsEmpty;
        if (!isCompiled && MethodReader.DeclarationOf(method, cancellation) is null)
        {
            findings.Add(new(Descriptors.NotPartial, attribute.Place, method.Name));
            return new(null, null, findings[findings.Count - 1].Message, [.. findings]);
        }

        MethodShape? shape = isCompiled ? MethodReader.OfCompiled(method) : MethodReader.Read(method, findings, cancellation);
        var modifiers = Modifiers.Read(method, settings, findings, cancellation);
        if (attribute.IsBroken)
            return new(null, shape, "The attribute has an argument that the compiler refuses.", [.. findings]);

        if (form == KernelForms.Pack)
        {
            PackParser.Answer answer = new PackParser(method, attribute, settings, findings, cancellation).Parse(shape);
            return Result(answer.Spec, answer.Reason, answer.HasOwnTargets);
        }

        var signature = Signature.Of(form, method);
        NumericType? element = new SignatureRules(method, signature, attribute, findings, cancellation).Check();
        Dimension?[] dimensions = DimensionReader.Read(signature, attribute, findings, cancellation);
        Options options = Options.Read(signature, attribute, findings, cancellation);
        ValueReader.Check(method, signature, findings, cancellation);
        Threads? threads = ThreadsReader.Read(method, signature, modifiers.Parallel, findings, cancellation);
        if (!form.HasSums)
            QuantizationRules.CheckNoAccumulator(method, form, modifiers, findings, cancellation);
        if (form.Name is "Quantize" or "Dequantize")
            new QuantizationRules(method, signature, attribute, findings, cancellation).Check(element);
        else if (form.Name == "Attention")
            AttentionRules.Check(method, signature, element, attribute, modifiers, findings, cancellation);
        else if (form.HasSums)
            IntegerRules.CheckAccumulator(method, element, options, modifiers, findings);
        if (form.Name == "RotaryEmbedding")
            RotaryRules.Check(method, signature, element, dimensions, options, findings, attribute, cancellation);
        if (form.Name == "Dense")
        {
            GroupRules.Check(method, signature, element, options, findings, attribute, cancellation);
            NormRules.Check(signature, element, attribute, modifiers, findings, cancellation);
        }

        if (element is not null && form.HasSums && form.Name != "Attention")
            IntegerRules.CheckOperands(method, signature, element, options, findings, attribute, cancellation);

        KernelSpec? spec = null;
        if (shape is not null && element is not null && FirstError(findings) is null)
        {
            spec = SpecBuilder.Build(signature, shape, element, dimensions, options, attribute, modifiers, OperandType.NumericOf(method.ReturnType), cancellation) with { Threads = threads };
            ShapeRules.Check(spec, attribute, findings);
        }

        return Result(spec, "The compiler refuses the method's declaration.", modifiers.HasOwnTargets) with { Modifiers = modifiers };

        ParseResult Result(KernelSpec? made, string otherwise, bool hasOwnTargets)
        {
            string reason = FirstError(findings) ?? ProjectError(settings);
            if (reason.Length == 0 && made is null)
                reason = otherwise;
            return new(reason.Length == 0 ? made : null, shape, reason, [.. findings]) { HasOwnTargets = hasOwnTargets };
        }
    }

    private static (KernelForm Form, AttributeReader Attribute)? FirstKernel(IMethodSymbol method, List<Finding> findings, CancellationToken cancellation)
    {
        (KernelForm Form, AttributeReader Attribute)? first = null;
        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (KernelAttributes.FormOf(attribute) is not { } form)
                continue;
            var reader = new AttributeReader(attribute, cancellation);
            if (first is null)
                first = (form, reader);
            else if (form != first.Value.Form) // the same one twice is the compiler's own error
                findings.Add(new(Descriptors.TwoKernels, reader.Place, method.Name, first.Value.Form.Name, form.Name));
        }

        return first;
    }

    /// <summary>What the project lacks for any kernel; the analyzer says it once.</summary>
    private static string ProjectError(BuildSettings settings)
    {
        DiagnosticDescriptor? rule = !settings.AllowUnsafe ? Descriptors.UnsafeNotAllowed
            : !settings.SupportsLanguage ? Descriptors.LanguageTooOld
            : null;
        return rule?.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }

    private static string? FirstError(List<Finding> findings) =>
        findings.FirstOrDefault(finding => finding.Rule.DefaultSeverity == DiagnosticSeverity.Error)?.Message;
}
