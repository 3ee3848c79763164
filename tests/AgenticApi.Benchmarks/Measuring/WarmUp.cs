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

    // The runtime waits 100 ms after the last new method before it compiles anything again.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(700);

    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(20);

    /// <returns>Whether the JIT rested; it is not waited for without end.</returns>
    public static bool Run(IReadOnlyList<Contender> contenders)
    {
        var clock = Stopwatch.StartNew();
        var lastCompiled = TimeSpan.Zero;
        var methods = JitInfo.GetCompiledMethodCount();
        contenders = [.. contenders.Where(contender => contender.Units <= MostUnits)];
        for (var passes = 0; passes < Passes || clock.Elapsed - lastCompiled < Rest; passes++)
        {
            foreach (var contender in contenders)
            {
                contender.Pass();
                if (clock.Elapsed > AtMost)
                {
                    return false;
                }
            }

            if (JitInfo.GetCompiledMethodCount() is var now && now != methods)
            {
                methods = now;
                lastCompiled = clock.Elapsed;
            }
        }

        return true;
    }
}
