using System.Globalization;

namespace AgenticApi.Fuzzing.Running;

/// <summary>What the command line asks for.</summary>
internal sealed record FuzzOptions
{
    public const string Usage = "Usage: --minutes N [--seed S] [--threads T] [--corpus FOLDER] | --once SEED | --families";

    public TimeSpan Time { get; init; }

    public int Seed { get; init; } = Environment.TickCount & int.MaxValue;

    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Where minimised inputs are written; null for nowhere.</summary>
    public string? Corpus { get; init; } = Folders.Corpus;

    /// <summary>The one case to repeat; null for a run.</summary>
    public int? Once { get; init; }

    /// <summary>Whether progress is told on standard error.</summary>
    public bool IsTold { get; init; } = true;

    /// <summary>The options; null where the arguments are not understood.</summary>
    public static FuzzOptions? Parse(string[] args)
    {
        var options = new FuzzOptions();
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var isNumber = double.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var number);
            var next = (args[i], isNumber) switch
            {
                ("--minutes", true) => options with { Time = TimeSpan.FromMinutes(number) },
                ("--seed", true) => options with { Seed = (int)number },
                ("--threads", true) => options with { Threads = Math.Max(1, (int)number) },
                ("--once", true) => options with { Once = (int)number },
                ("--corpus", _) => options with { Corpus = args[i + 1] },
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            options = next;
        }

        return args.Length % 2 == 0 && (options.Time > TimeSpan.Zero || options.Once is not null) ? options : null;
    }
}
