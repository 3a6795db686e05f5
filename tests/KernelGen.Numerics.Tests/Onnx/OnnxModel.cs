using System.Text;

namespace KernelGen.Numerics.Tests.Onnx;

/// <summary>The graph of one of ONNX's tests: a message ModelProto of onnx.proto, of which this reads what layers of images have.</summary>
internal sealed class OnnxModel
{
    private const int Graph = 7, Node = 1, Initializer = 5, NodeInput = 1, NodeType = 4, NodeAttribute = 5, AttributeName = 1, AttributeInteger = 3, AttributeText = 4, AttributeIntegers = 8;

    private OnnxModel(string folder, List<OnnxNode> nodes, Dictionary<string, OnnxTensor> constants) => (Folder, Nodes, Constants) = (folder, nodes, constants);

    public string Folder { get; }

    public IReadOnlyList<OnnxNode> Nodes { get; }

    /// <summary>Weights that are in the model itself, by their names.</summary>
    public IReadOnlyDictionary<string, OnnxTensor> Constants { get; }

    public OnnxTensor Output => OnnxTensor.Read(Path.Combine(Folder, "test_data_set_0", "output_0.pb"));

    public static OnnxModel Read(string folder)
    {
        var nodes = new List<OnnxNode>();
        var constants = new Dictionary<string, OnnxTensor>(StringComparer.Ordinal);
        foreach (OnnxField graph in OnnxField.Read(File.ReadAllBytes(Path.Combine(folder, "model.onnx"))).Where(field => field.Number == Graph))
        {
            foreach (OnnxField field in OnnxField.Read(graph.Bytes))
            {
                if (field.Number == Node)
                    nodes.Add(ReadNode(field.Bytes));
                else if (field.Number == Initializer && OnnxTensor.Parse(field.Bytes) is var tensor)
                    constants.Add(tensor.Name, tensor);
            }
        }

        return new(folder, nodes, constants);
    }

    /// <summary>The operands of a layer: those that the model has itself, and the test's inputs in order for the others.</summary>
    public OnnxTensor[] Operands(OnnxNode node)
    {
        int given = 0;
        return [.. node.Inputs.Select(name => Constants.TryGetValue(name, out OnnxTensor? constant)
            ? constant : OnnxTensor.Read(Path.Combine(Folder, "test_data_set_0", $"input_{given++}.pb")))];
    }

    private static OnnxNode ReadNode(byte[] message)
    {
        List<OnnxField> fields = OnnxField.Read(message);
        var integers = new Dictionary<string, int[]>(StringComparer.Ordinal);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (OnnxField attribute in fields.Where(field => field.Number == NodeAttribute))
        {
            List<OnnxField> parts = OnnxField.Read(attribute.Bytes);
            string name = Text(parts.Single(part => part.Number == AttributeName));
            integers[name] = [.. parts.Where(part => part.Number is AttributeInteger or AttributeIntegers).SelectMany(part => part.Integers()).Select(value => (int)value)];
            texts[name] = string.Concat(parts.Where(part => part.Number == AttributeText).Select(Text));
        }

        return new(Text(fields.Single(field => field.Number == NodeType)), [.. fields.Where(field => field.Number == NodeInput).Select(Text)], integers, texts);
    }

    private static string Text(OnnxField field) => Encoding.UTF8.GetString(field.Bytes);
}

/// <summary>A layer: its operator, the names of its operands, and its attributes.</summary>
internal sealed record OnnxNode(string Operator, string[] Inputs, IReadOnlyDictionary<string, int[]> Integers, IReadOnlyDictionary<string, string> Texts)
{
    public int[]? Find(string attribute) => Integers.GetValueOrDefault(attribute);

    public int One(string attribute, int otherwise) => Find(attribute) is [var value, ..] ? value : otherwise;
}
