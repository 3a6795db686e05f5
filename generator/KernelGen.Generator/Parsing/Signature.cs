using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Parsing;

/// <summary>What the parameters of one method are, by the form of its operation.</summary>
internal sealed class Signature(KernelForm form)
{
    public KernelForm Form { get; } = form;

    /// <summary>A required operand's parameter, at its index in the form; null where it is missing.</summary>
    public IParameterSymbol?[] Required { get; } = new IParameterSymbol?[form.Required.Length];

    /// <summary>An optional operand's parameter, at its index in the form; null where it is left out.</summary>
    public IParameterSymbol?[] Optional { get; } = new IParameterSymbol?[form.Optional.Length];

    /// <summary>A run-time dimension's parameter, at its index in the form; null where there is none.</summary>
    public IParameterSymbol?[] Dimensions { get; } = new IParameterSymbol?[form.Dimensions.Length];

    /// <summary>The parameter that limits the threads of a call; null where it is left out.</summary>
    public IParameterSymbol? MaxThreads { get; private set; }

    /// <summary>Parameters that are none of these.</summary>
    public List<IParameterSymbol> Unknown { get; } = [];

    /// <summary>The operands that the method has, with their roles.</summary>
    public IEnumerable<(OperandForm Operand, IParameterSymbol Parameter)> Operands
    {
        get
        {
            for (int i = 0; i < Required.Length; i++)
            {
                if (Required[i] is { } parameter)
                    yield return (Form.Required[i], parameter);
            }

            for (int i = 0; i < Optional.Length; i++)
            {
                if (Optional[i] is { } parameter)
                    yield return (Form.Optional[i], parameter);
            }
        }
    }

    /// <summary>Names that would be recognised and are not taken.</summary>
    public IEnumerable<string> FreeNames =>
        Form.Optional.Where((_, i) => Optional[i] is null).Select(operand => operand.Role)
            .Concat(Form.Dimensions.Where((_, i) => Dimensions[i] is null).Select(dimension => dimension.Parameter))
            .Concat(MaxThreads is null ? Form.ThreadNames : []);

    /// <summary>Sorts the parameters: the recognised names first, then the operands by position among the rest.</summary>
    public static Signature Of(KernelForm form, IMethodSymbol method)
    {
        var signature = new Signature(form);
        var positional = new List<IParameterSymbol>();
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (!signature.TryRecognise(parameter))
                positional.Add(parameter);
        }

        signature.TakeOutExtras(positional);
        for (int i = 0; i < positional.Count; i++)
        {
            if (i < form.Required.Length)
                signature.Required[i] = positional[i];
            else
                signature.Unknown.Add(positional[i]);
        }

        return signature;
    }

    private bool TryRecognise(IParameterSymbol parameter)
    {
        for (int i = 0; i < Form.Optional.Length; i++)
        {
            if (Form.Optional[i].Role == parameter.Name && Optional[i] is null)
            {
                Optional[i] = parameter;
                return true;
            }
        }

        // A matrix may well be called m or k; a number may not.
        if (OperandType.Of(parameter.Type).Kind != OperandKind.Scalar)
            return false;
        if (Form.HasThreads && parameter.Name == KernelForm.MaxThreads && MaxThreads is null)
        {
            MaxThreads = parameter;
            return true;
        }

        for (int i = 0; i < Form.Dimensions.Length; i++)
        {
            if (Form.Dimensions[i].Parameter == parameter.Name && Dimensions[i] is null)
            {
                Dimensions[i] = parameter;
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// With more parameters than operands, some are extra: first those that look like a misspelt name, then those whose kind does not fit
    /// their place. So the finding stands on the parameter that is wrong, not on the last one.
    /// </summary>
    private void TakeOutExtras(List<IParameterSymbol> positional)
    {
        int extras = positional.Count - Form.Required.Length;
        for (int i = 0; i < positional.Count && extras > 0; i++)
        {
            if (LooksMisspelt(positional[i]))
                TakeOut(i--);
        }

        for (int i = 0; i < positional.Count && i < Form.Required.Length && extras > 0; i++)
        {
            if (!Form.Required[i].Takes(OperandType.Of(positional[i].Type).Kind))
                TakeOut(i--);
        }

        void TakeOut(int index)
        {
            Unknown.Add(positional[index]);
            positional.RemoveAt(index);
            extras--;
        }
    }

    private bool LooksMisspelt(IParameterSymbol parameter)
    {
        OperandKind kind = OperandType.Of(parameter.Type).Kind;
        return Form.Optional.Any(operand => operand.Takes(kind) && EditDistance.IsMisspelling(parameter.Name, operand.Role))
            || (kind == OperandKind.Scalar && Form.Dimensions.Select(dimension => dimension.Parameter).Concat(Form.ThreadNames)
                .Any(name => EditDistance.IsMisspelling(parameter.Name, name)));
    }
}
