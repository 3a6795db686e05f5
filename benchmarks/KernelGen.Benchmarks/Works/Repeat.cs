namespace KernelGen.Benchmarks.Works;

/// <summary>The loop around a work of microseconds or more, where the call of a delegate is nothing. Smaller works have the loop inside.</summary>
internal static class Repeat
{
    public static Action<int> Of(Action once) => count =>
    {
        for (int i = 0; i < count; i++)
            once();
    };
}
