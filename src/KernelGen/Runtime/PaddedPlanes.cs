namespace KernelGen.Runtime;

/// <summary>Rows of some planes of an image, and where they are copied: planes one behind the other, whose other numbers are zeros.</summary>
internal readonly struct PaddedPlanes
{
    /// <summary>How many.</summary>
    public nint Planes { get; init; }

    /// <summary>Rows of one that are copied.</summary>
    public nint Rows { get; init; }

    /// <summary>Numbers of a row that are.</summary>
    public nint Count { get; init; }

    /// <summary>From one of them to the next, in the image.</summary>
    public nint Stride { get; init; }

    /// <summary>From a row to the next, in the image.</summary>
    public nint SourceStep { get; init; }

    /// <summary>From a plane to the next, in the image.</summary>
    public nint SourcePlane { get; init; }

    /// <summary>Zeros before the first row of a copy.</summary>
    public nint Before { get; init; }

    /// <summary>From a row of a copy to the next.</summary>
    public nint Step { get; init; }

    /// <summary>Numbers of a copy.</summary>
    public nint Plane { get; init; }
}
