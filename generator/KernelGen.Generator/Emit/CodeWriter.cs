using System.Text;

namespace KernelGen.Generator.Emit;

/// <summary>Indented text with line feeds, the same on every machine.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>A line, or several, each at the current depth; an empty string is an empty line.</summary>
    public void Line(string lines = "")
    {
        foreach (string line in lines.Split('\n'))
        {
            if (line.Length > 0)
                text.Append(' ', depth * 4).Append(line);
            text.Append('\n');
        }
    }

    /// <summary>A braced block; dispose of the result to close it.</summary>
    public Closing Block(string? header = null)
    {
        if (header is not null)
            Line(header);
        Line("{");
        depth++;
        return new Closing(this);
    }

    /// <summary>Lines one step deeper, without braces.</summary>
    public Closing Indent()
    {
        depth++;
        return new Closing(this, brace: false);
    }

    public override string ToString() => text.ToString();

    /// <summary>Closes a block.</summary>
    public readonly struct Closing(CodeWriter writer, bool brace = true) : IDisposable
    {
        public void Dispose()
        {
            writer.depth--;
            if (brace)
                writer.Line("}");
        }
    }
}
