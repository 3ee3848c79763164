using System.Diagnostics;
using System.Globalization;
using AgenticApi.Fuzzing.Generation;

namespace AgenticApi.Fuzzing.Running;

/// <summary>Runs cases on all threads until the time is over.</summary>
internal sealed class FuzzRun(FuzzOptions options)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(30);
    private readonly CaseGenerator _generator = new(Sources.Load());
    private readonly Tally _tally = new();
    private readonly Report _report = new(options.Corpus);
    private readonly Stopwatch _clock = new();

    public IReadOnlyList<(string Key, int Count)> Faults => _report.Faults;

    public string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"{_clock.Elapsed.TotalMinutes:F1} min ({Environment.CpuUsage.TotalTime.TotalMinutes:F1} of processors), seed {options.Seed}: {_tally.Streams} streams, {_tally.Bodies} bodies, {_tally.Tags} deltas tagged, {Faults.Count} kinds of violations ({Faults.Sum(fault => (long)fault.Count)} in all)");

    /// <summary>Runs to the end of the time.</summary>
    /// <returns>Whether no promise was broken.</returns>
    public bool Run()
    {
        _clock.Start();
        var threads = Enumerable.Range(0, options.Threads).Select(number => new Thread(() => Work(number), 16 << 20)).ToList();
        threads.ForEach(thread => thread.Start());
        while (options.IsTold && _clock.Elapsed + BetweenLines < options.Time)
        {
            Thread.Sleep(BetweenLines);
            Console.Error.WriteLine(Summary);
        }

        threads.ForEach(thread => thread.Join());
        return Faults.Count == 0;
    }

    /// <summary>Repeats one case and prints it.</summary>
    /// <returns>Whether it breaks no promise.</returns>
    public bool Once(int seed)
    {
        var violations = Case.Run(_generator, seed, out var subject);
        using (var output = Console.OpenStandardOutput())
        {
            output.Write(subject.Bytes);
        }

        violations.ForEach(violation => Console.Error.WriteLine(Report.Describe(violation, null)));
        return violations.Count == 0;
    }

    /// <summary>Every thread has its own cases: the n-th, and then each as many further as there are threads.</summary>
    private void Work(int number)
    {
        for (var i = number; _clock.Elapsed < options.Time; i += options.Threads)
        {
            var violations = Case.Run(_generator, SeedOf(i), out var subject);
            _tally.Count(subject.Input.IsBody, subject.Bytes.AsSpan().Count((byte)'~') / 2);
            violations.ForEach(_report.Add);
        }
    }

    private int SeedOf(int number) => unchecked((int)(((uint)options.Seed * 2654435761u) + ((uint)number * 0x9E3779B1u))) & int.MaxValue;
}
