using KernelGen.Numerics.Tests.Harness;
using KernelGen.Runtime;
using Xunit;

namespace KernelGen.Numerics.Tests;

/// <summary>The loop that kernels share their parts by: each part once, whatever happens, from however many callers at once.</summary>
public sealed unsafe class ParallelLoopTests
{
    private const int MostParts = 100;

    /// <summary>What a part does, and how often each was called.</summary>
    private struct State
    {
        public fixed int Calls[MostParts];
        public int Spin;
        public int FailsAt;
        public int Nested;
        public int IsShared;
        public int Threads;
        public int Most;
    }

    private static void Work(void* state, int part)
    {
        var call = (State*)state;
        int threads = Interlocked.Increment(ref call->Threads);
        for (int most = call->Most; threads > most; most = call->Most)
            Interlocked.CompareExchange(ref call->Most, threads, most);
        Interlocked.Increment(ref call->Calls[part]);
        Thread.SpinWait(call->Spin * (1 + (part % 3)));
        if (call->Nested > 0 && call->IsShared != 0)
        {
            // Runs on this thread alone, and leaves the outer call's parts as they are.
            var inner = new State { FailsAt = -1 };
            Assert.Equal(1, ParallelLoop.Threads(1e9, 1, 8));
            ParallelLoop.Run(&Work, &inner, call->Nested, 8);
            Assert.Equal(1, inner.Most);
            AssertOnce(inner, call->Nested);
        }

        Interlocked.Decrement(ref call->Threads);
        if (part == call->FailsAt)
            throw new InvalidOperationException("part " + part);
    }

    private static void AssertOnce(State state, int parts)
    {
        for (int part = 0; part < MostParts; part++)
            Assert.Equal(part < parts ? 1 : 0, state.Calls[part]);
    }

    private static State Run(int parts, int maxThreads, int spin = 0, int nested = 0)
    {
        var state = new State { Spin = spin, FailsAt = -1, Nested = nested, IsShared = Math.Min(parts, maxThreads) > 1 ? 1 : 0 };
        ParallelLoop.Run(&Work, &state, parts, maxThreads);
        AssertOnce(state, parts);
        Assert.Equal(0, state.Threads);
        Assert.InRange(state.Most, parts == 0 ? 0 : 1, Math.Min(maxThreads, ManyProcessors.Count));
        return state;
    }

    [Fact]
    public void EveryPartRunsOnce()
    {
        for (int parts = 0; parts <= MostParts; parts++)
        {
            foreach (int maxThreads in new[] { 1, 2, 3, 8, int.MaxValue })
                Run(parts, maxThreads, spin: parts % 4 * 20);
        }
    }

    /// <summary>Parts that last: the caller has blocked when the last of them ends. A helper may come late to any one call, but not to all.</summary>
    [Fact]
    public void HelpersJoinAndTheCallerWaitsForThem()
    {
        int shared = 0;
        for (DateTime end = DateTime.UtcNow.AddMinutes(1); shared < 20 && DateTime.UtcNow < end;)
            shared += Run(4, 4, spin: 20_000).Most > 1 ? 1 : 0;
        Assert.Equal(20, shared);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void AnExceptionIsThrownWhereTheCallWasMadeAfterEveryPart(int maxThreads)
    {
        for (int i = 0; i < 200; i++)
        {
            var state = new State { FailsAt = i % 12, Spin = i % 50 };
            InvalidOperationException? thrown = null;
            try
            {
                ParallelLoop.Run(&Work, &state, 12, maxThreads);
            }
            catch (InvalidOperationException exception)
            {
                thrown = exception;
            }

            Assert.Equal("part " + (i % 12), thrown?.Message);
            if (maxThreads > 1)
                AssertOnce(state, 12);
            Run(7, maxThreads); // the next call knows nothing of it
        }
    }

    [Fact]
    public void ACallInsideACallRunsOnItsThread() => Run(40, 8, spin: 10, nested: 9);

    [Fact]
    public void AnInterruptWaitsForTheParts()
    {
        var caller = new Thread(static () =>
        {
            try
            {
                Thread.CurrentThread.Interrupt();
                Run(4, 4, spin: 30_000);
                Thread.Sleep(1);
                Assert.Fail("The interrupt is still to come.");
            }
            catch (ThreadInterruptedException)
            {
            }
        });
        caller.Start();
        caller.Join();
    }

    [Fact]
    public void ManyCallersAtOnce() => Stress(TimeSpan.FromSeconds(3));

    [Fact(Explicit = true)]
    [Trait("Category", "Exhaustive")]
    public void ManyCallersForAMinute() => Stress(TimeSpan.FromMinutes(1));

    private static void Stress(TimeSpan time)
    {
        DateTime end = DateTime.UtcNow + time;
        Exception? failure = null;
        Thread[] callers = [.. Enumerable.Range(0, 6).Select(seed => new Thread(() =>
        {
            try
            {
                var random = new Random(seed);
                while (DateTime.UtcNow < end && Volatile.Read(ref failure) is null)
                {
                    for (int i = 0; i < 100; i++)
                        Run(random.Next(MostParts), random.Next(1, 10), random.Next(4) == 0 ? random.Next(200) : 0, random.Next(20) == 0 ? 3 : 0);
                    if (random.Next(50) == 0)
                        Thread.Sleep(1); // helpers fall asleep too
                }
            }
#pragma warning disable CA1031 // it is thrown below
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Volatile.Write(ref failure, exception);
            }
        }))];
        foreach (Thread caller in callers)
            caller.Start();
        foreach (Thread caller in callers)
            caller.Join();
        if (failure is not null)
            throw failure;
    }
}
