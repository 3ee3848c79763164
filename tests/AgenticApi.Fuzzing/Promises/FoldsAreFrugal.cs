using System.Diagnostics;

namespace AgenticApi.Fuzzing.Promises;

/// <summary>A fold takes less than a second, and allocates no more than 64 KiB and 60 times its input.</summary>
internal sealed class FoldsAreFrugal() : Promise(every: 4)
{
    private const int Tries = 3;

    public override Breach? Check(Subject subject, Random random)
    {
        var (most, slow) = (64 * 1024 + 60L * subject.Bytes.Length, TimeSpan.FromSeconds(1));
        var (bytes, time) = (0L, TimeSpan.Zero);
        for (var i = 0; i < Tries; i++)
        {
            // The first of all folds fills caches, and a busy machine is no fault of the library: the best of a few tries counts.
            var (before, start) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            Fold.Whole(subject.Bytes, subject.Input.IsBody);
            (bytes, time) = (GC.GetAllocatedBytesForCurrentThread() - before, Stopwatch.GetElapsedTime(start));
            if (bytes <= most && time < slow)
            {
                return null;
            }
        }

        return bytes > most ? new Breach("too much memory", $"{bytes} bytes for {subject.Bytes.Length}") : new Breach("too much time", $"{time.TotalSeconds:F1} s");
    }
}
