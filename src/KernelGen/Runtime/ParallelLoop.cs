using System.ComponentModel;
using System.Runtime.ExceptionServices;

namespace KernelGen.Runtime;

/// <summary>
/// The parts of one call, taken by the caller and by helpers from the thread pool. The caller works too and waits for parts, never for a
/// helper that has not begun: such a helper finds no part left and goes. For emitted code; its shape may change with any version.
/// </summary>
/// <remarks>
/// Each calling thread has one loop, which is the very work item that it queues: nothing is allocated once it is there. A helper that begins
/// late may meet a later call of the same loop, and helps there, if that call has room for one. It claims its next part before it reports the
/// last one done, so while it may claim at all, the call that it works for cannot end.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class ParallelLoop : IThreadPoolWorkItem
{
    /// <summary>
    /// How often the caller looks before it blocks, 75 µs as measured: longer than a helper takes to wake and to begin (about 25), so that one who
    /// began as much later than the caller is not met by a caller that has fallen asleep.
    /// </summary>
    private const int Looks = 1000;

    [ThreadStatic]
    private static ParallelLoop? own;

    /// <summary>Whether this thread works on a part: what it calls runs on it alone.</summary>
    [ThreadStatic]
    private static bool isWorking;

    /// <summary>The processors that threads are counted by; tests pretend to have more.</summary>
    internal static int Processors = Environment.ProcessorCount;

    private delegate*<void*, int, void> work;
    private void* state;
    private int parts;

    /// <summary>In one word, since both change together: places for helpers (high half) and parts that nobody has claimed (low half).</summary>
    private long open;

    /// <summary>Parts that are not done.</summary>
    private int unfinished;

    /// <summary>Times that this loop stands in the pool's queue: they serve the next call if they come too late for this one.</summary>
    private int queued;

    private ExceptionDispatchInfo? failure;
    private readonly object done = new();
    private volatile bool isBlocked;

    private ParallelLoop()
    {
    }

    /// <summary>
    /// How many threads a call is worth: one for each <paramref name="least"/> of its <paramref name="work"/>, in whatever unit; one inside another loop.
    /// </summary>
    public static int Threads(double work, double least, int maxThreads)
    {
        int threads = isWorking ? 1 : Math.Min(maxThreads, Processors);
        return threads * least <= work ? threads : Math.Max(1, (int)(work / least));
    }

    /// <summary>
    /// Calls <paramref name="work"/> with every number below <paramref name="parts"/> on up to <paramref name="maxThreads"/> threads, and returns
    /// when all are done. What <paramref name="state"/> points to may lie on the caller's stack. An exception is thrown here, after every part has ended.
    /// </summary>
    public static void Run(delegate*<void*, int, void> work, void* state, int parts, int maxThreads)
    {
        int helpers = isWorking ? 0 : Math.Min(Math.Min(maxThreads, Processors), parts) - 1;
        if (helpers > 0)
        {
            (own ??= new()).RunWith(helpers, work, state, parts);
            return;
        }

        for (int part = 0; part < parts; part++)
            work(state, part);
    }

    private void RunWith(int helpers, delegate*<void*, int, void> work, void* state, int parts)
    {
        this.work = work;
        this.state = state;
        this.parts = parts;
        unfinished = parts;
        isWorking = true;
        // From here on a helper may join; full fences, so that one who misses these parts is not counted as queued below.
        Interlocked.Exchange(ref open, ((long)helpers << 32) | (uint)parts);
        for (int missing = helpers - Volatile.Read(ref queued); missing > 0; missing--)
        {
            Interlocked.Increment(ref queued);
            try
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
            catch (OutOfMemoryException)
            {
                // Some helper may be at work already, so this call does not end here: it does with those that it has.
                Interlocked.Decrement(ref queued);
                break;
            }
        }

        WorkFrom(Claim());
        WaitForOthers();
        isWorking = false;
        if (failure is { } thrown)
        {
            failure = null;
            thrown.Throw();
        }
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute()
    {
        Interlocked.Decrement(ref queued);
        int part = Join();
        if (part < 0)
            return;
        isWorking = true;
        WorkFrom(part);
        isWorking = false;
    }

    private void WorkFrom(int part)
    {
        while (part >= 0)
        {
            try
            {
                work(state, part);
            }
#pragma warning disable CA1031 // thrown again where the call was made
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
            }

            part = Claim();
            // After the last of these the caller may return and this loop may serve another call: nothing of it is touched but what wakes.
            if (Interlocked.Decrement(ref unfinished) == 0 && isBlocked)
                Wake();
        }
    }

    /// <summary>A helper's place and its first part; −1 where there is none.</summary>
    private int Join()
    {
        while (true)
        {
            long now = Volatile.Read(ref open);
            if ((int)now == 0 || now >> 32 == 0)
                return -1;
            if (Interlocked.CompareExchange(ref open, now - (1L << 32) - 1, now) == now)
                return parts - (int)now;
        }
    }

    /// <summary>The next part for one who works already; −1 where none is left.</summary>
    private int Claim()
    {
        while (true)
        {
            long now = Volatile.Read(ref open);
            if ((int)now == 0)
                return -1;
            if (Interlocked.CompareExchange(ref open, now - 1, now) == now)
                return parts - (int)now;
        }
    }

    private void WaitForOthers()
    {
        for (int look = 0; look < Looks; look++)
        {
            if (Volatile.Read(ref unfinished) == 0)
                return;
            Thread.SpinWait(1);
        }

        Block();
    }

    private void Wake()
    {
        lock (done)
            Monitor.PulseAll(done);
    }

    private void Block()
    {
        bool interrupted = false;
        isBlocked = true;
        Interlocked.MemoryBarrier(); // whoever does the last part sees that, or is seen here
        while (Volatile.Read(ref unfinished) != 0)
        {
            try
            {
                lock (done)
                {
                    // One who is late with an earlier call may wake this one; then it waits again.
                    if (Volatile.Read(ref unfinished) != 0)
                        Monitor.Wait(done);
                }
            }
            catch (ThreadInterruptedException)
            {
                // Helpers write to memory that is pinned for as long as this call lasts: it cannot end before they do.
                interrupted = true;
            }
        }

        isBlocked = false;
        if (interrupted)
            Thread.CurrentThread.Interrupt();
    }
}
