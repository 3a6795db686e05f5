using KernelGen.Generator.Specs;
using Microsoft.CodeAnalysis;

namespace KernelGen.Generator.Parsing;

/// <summary>The right signature of a kernel, for messages and for the code fix, as near to the user's own as can be.</summary>
/// <param name="Result">The return type.</param>
/// <param name="Parameters">The parameter list without parentheses.</param>
internal sealed record SignatureText(string Result, string Parameters)
{
    /// <summary>Names in <see cref="Finding.Properties"/>.</summary>
    public const string ResultKey = "result";
    public const string ParametersKey = "parameters";

    public static SignatureText Of(Signature signature, NumericType? element, AttributeReader attribute, CancellationToken cancellation)
    {
        KernelForm form = signature.Form;
        NumericType item = element ?? NumericType.Float32;
        var taken = new HashSet<string>(form.RecognisedNames);
        var parameters = new List<string>();

        for (int i = 0; i < form.Required.Length; i++)
        {
            // A user's name is kept unless it belongs to something else.
            string name = signature.Required[i] is { } own && taken.Add(own.Name) ? MethodReader.NameOf(own, cancellation) : form.Required[i].Role;
            taken.Add(name);
            parameters.Add(form.Required[i].TypeFor(item, signature.Required[i]?.Type) + " " + name);
        }

        for (int i = 0; i < form.Dimensions.Length; i++)
        {
            DimensionForm dimension = form.Dimensions[i];
            bool stays = signature.Dimensions[i] is not null && attribute.Int(dimension.Name) is null;
            if (stays || DimensionReader.IsMissing(i, signature, attribute))
                parameters.Add("int " + dimension.Parameter);
        }

        for (int i = 0; i < form.Optional.Length; i++)
        {
            if (signature.Optional[i] is not null)
                parameters.Add(form.Optional[i].TypeFor(item, signature.Optional[i]!.Type) + " " + form.Optional[i].Role);
        }

        if (signature.MaxThreads is not null)
            parameters.Add("int " + KernelForm.MaxThreads);

        string result = form.Result switch
        {
            ResultForm.Element or ResultForm.Ratio => form.ResultsFor(item)[0].Name,
            ResultForm.Count => "int",
            ResultForm.Packed => $"PackedWeights<{item.Name}>",
            _ => "void",
        };
        return new(result, string.Join(", ", parameters));
    }

    public string For(string method) => $"'{Result} {method}({Parameters})'";
}
