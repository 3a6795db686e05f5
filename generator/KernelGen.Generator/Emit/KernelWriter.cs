using KernelGen.Generator.Scheduling;
using KernelGen.Generator.Specs;

namespace KernelGen.Generator.Emit;

/// <summary>The text of one kernel's file, whatever happens: one kernel that fails must not take the others with it.</summary>
internal static class KernelWriter
{
    public static string Write(KernelSpec spec, Scheduler scheduler) =>
        spec is PackSpec pack ? PackTexts.Write(pack, scheduler) : KernelFile.Write(KernelTexts.Of(spec, scheduler));

    public static string Write(KernelSpec? spec, MethodShape shape, string reason)
    {
        if (spec is null)
            return KernelFile.WriteRefusal(shape, reason);
        try
        {
            return Write(spec, Scheduler.Model);
        }
#pragma warning disable CA1031 // the reason goes into the body, where the call shows it
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return KernelFile.WriteRefusal(shape, $"KernelGen could not write this kernel ({exception.GetType().Name}: {exception.Message}). This is a defect of KernelGen: please report it with the method's declaration.");
        }
    }
}
