using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KernelGen.Runtime;

/// <summary>
/// The best rows so far, kept in the caller's own spans as a heap with the worst on top: no memory of its own. Ties go to the
/// lower index; NaN is worse than every number. For emitted code; its shape may change with any version.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct TopRows<T>
    where T : unmanaged, INumber<T>
{
    private readonly Span<int> indices;
    private readonly Span<T> scores;
    private readonly bool smallestFirst;
    private int found;

    /// <summary>Keeps as many rows as the spans hold; both have the same length.</summary>
    public TopRows(Span<int> indices, Span<T> scores, bool smallestFirst)
    {
        this.indices = indices;
        this.scores = scores;
        this.smallestFirst = smallestFirst;
    }

    /// <summary>Takes the scores of the next rows, which are numbered from <paramref name="first"/>; blocks come in the order of rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a loop over every row that would start, and stay for a while, in tier 0
    public void Offer(ReadOnlySpan<T> block, int first)
    {
        if (scores.IsEmpty)
            return;
        for (int i = 0; i < block.Length; i++)
        {
            if (found == scores.Length)
            {
                i = NextBetter(block, i);
                if (i == block.Length)
                    return;
            }

            Offer(block[i], first + i);
        }
    }

    /// <summary>
    /// From <paramref name="start"/> on, the beginning of a few scores of which one is better than the worst that is kept: of many rows few are
    /// (measured: comparing the scores of 20,000 rows one by one took a sixth of the time of their 100 products each).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int NextBetter(ReadOnlySpan<T> block, int start)
    {
        T worst = scores[0];
        if (!Vector256.IsHardwareAccelerated || T.IsNaN(worst))
            return start;
        Vector256<T> bound = Vector256.Create(worst);
        int i = start;
        for (; i <= block.Length - Vector256<T>.Count; i += Vector256<T>.Count)
        {
            Vector256<T> few = Vector256.Create(block.Slice(i, Vector256<T>.Count));
            if (smallestFirst ? Vector256.LessThanAny(few, bound) : Vector256.GreaterThanAny(few, bound))
                return i;
        }

        return i;
    }

    /// <summary>Takes the best of a later range of rows, sorted as <see cref="Finish"/> leaves them; ranges come in the order of rows.</summary>
    public void Offer(ReadOnlySpan<T> best, ReadOnlySpan<int> rows)
    {
        if (scores.IsEmpty)
            return;
        for (int i = 0; i < best.Length; i++)
            Offer(best[i], rows[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Offer(T score, int index)
    {
        if (found < scores.Length)
        {
            scores[found] = score;
            indices[found] = index;
            Raise(found++);
        }
        else if (IsBetter(score, scores[0]))
        {
            // An equal score has a higher index than what is kept, so it is not better.
            scores[0] = score;
            indices[0] = index;
            Sink(0, found);
        }
    }

    /// <summary>Sorts what was kept, best first, and returns how many rows that is.</summary>
    public readonly int Finish()
    {
        for (int last = found - 1; last > 0; last--)
        {
            Swap(0, last);
            Sink(0, last);
        }

        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool IsBetter(T a, T b) =>
        T.IsNaN(b) ? !T.IsNaN(a) : smallestFirst ? a < b : a > b;

    /// <summary>The order of the heap: whether kept row <paramref name="a"/> is worse than <paramref name="b"/>.</summary>
    private readonly bool IsWorse(int a, int b) =>
        IsBetter(scores[b], scores[a]) || (!IsBetter(scores[a], scores[b]) && indices[a] > indices[b]);

    private readonly void Raise(int at)
    {
        while (at > 0 && IsWorse(at, (at - 1) / 2))
        {
            Swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private readonly void Sink(int at, int count)
    {
        for (int child = (2 * at) + 1; child < count; child = (2 * at) + 1)
        {
            if (child + 1 < count && IsWorse(child + 1, child))
                child++;
            if (!IsWorse(child, at))
                return;
            Swap(at, child);
            at = child;
        }
    }

    private readonly void Swap(int a, int b)
    {
        (scores[a], scores[b]) = (scores[b], scores[a]);
        (indices[a], indices[b]) = (indices[b], indices[a]);
    }
}
