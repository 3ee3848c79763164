using System.Diagnostics;
using System.Runtime;
using AgenticApi.Benchmarks.Contenders;

namespace AgenticApi.Benchmarks.Measuring;

/// <summary>Runs contenders until the JIT has nothing more to do for them.</summary>
internal static class WarmUp
{
    // A method is compiled with a profile after 30 calls, and for good after 30 more; so a pass must be called 60 times.
    private const int Passes = 64;

    // Longer ones run the same code as a shorter contender of theirs.
    private const int MostUnits = 200_000;

    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(150);

    // The runtime waits 100 ms after the last new method before it compiles anything again.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(20);

    /// <summary>Lets contenders run and the JIT catch up, in turn, until a run gives it nothing more to do.</summary>
    /// <returns>Whether the JIT rested; it is not waited for without end.</returns>
    public static bool Run(IReadOnlyList<Contender> contenders)
    {
        contenders = [.. contenders.Where(contender => contender.Units <= MostUnits)];
        var clock = Stopwatch.StartNew();
        for (var passes = 0; clock.Elapsed < AtMost;)
        {
            var before = JitInfo.GetCompiledMethodCount();
            for (var start = clock.Elapsed; clock.Elapsed - start < Burst; passes++)
            {
                foreach (var contender in contenders)
                {
                    contender.Pass();
                }
            }

            AwaitRest(clock);
            if (passes >= Passes && JitInfo.GetCompiledMethodCount() == before)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Sleeps until nothing is compiled, so that the compiler has the processor for itself.</summary>
    private static void AwaitRest(Stopwatch clock)
    {
        long compiled;
        do
        {
            compiled = JitInfo.GetCompiledMethodCount();
            Thread.Sleep(Rest);
        }
        while (JitInfo.GetCompiledMethodCount() != compiled && clock.Elapsed < AtMost);
    }
}
