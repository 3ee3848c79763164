using System.Globalization;

namespace AgenticApi.Cli;

/// <summary>What goes wrong on request, so that agent code can be seen to bear it.</summary>
internal sealed class Faults
{
    private int _left = int.MaxValue;

    /// <summary>After how many events the connection is dropped; null for never.</summary>
    public int? DropAfter { get; private init; }

    /// <summary>After how many events nothing more comes, the connection open; null for never.</summary>
    public int? StallAfter { get; private init; }

    /// <summary>Which event, from 1, comes damaged; null for none.</summary>
    public int? Garble { get; private init; }

    /// <summary>The status that every request is refused with; null for none.</summary>
    public int? Status { get; private init; }

    /// <summary>No faults.</summary>
    public static Faults None { get; } = new();

    /// <summary>The faults of the next request: these, or none once they have struck often enough.</summary>
    public Faults Next() => Interlocked.Decrement(ref _left) >= 0 ? this : None;

    /// <exception cref="UsageException">A fault is none of those there are.</exception>
    public static Faults Parse(IEnumerable<string> faults, int? times)
    {
        var values = new Dictionary<string, int>();
        foreach (var fault in faults)
        {
            var parts = fault.Split('=', 2);
            if (parts is not [var name, var text] || !IsKnown(name, int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : -1))
            {
                throw new UsageException($"--fault {fault}: takes drop-after=N, stall-after=N, garble=N (N events, 0 or more; garble from 1) or status=CODE (400 to 599).");
            }

            values[name] = number;
        }

        return new Faults
        {
            DropAfter = Get("drop-after"),
            StallAfter = Get("stall-after"),
            Garble = Get("garble"),
            Status = Get("status"),
            _left = times ?? int.MaxValue,
        };

        int? Get(string name) => values.TryGetValue(name, out var value) ? value : null;
    }

    private static bool IsKnown(string name, int number) => name switch
    {
        "drop-after" or "stall-after" => number >= 0,
        "garble" => number >= 1,
        "status" => number is >= 400 and <= 599,
        _ => false,
    };

    /// <summary>An event with its end overwritten: no longer JSON, and of the length it had.</summary>
    public static byte[] Damage(ReadOnlySpan<byte> chunk)
    {
        var damaged = chunk.ToArray();
        var end = chunk.TrimEnd("\r\n"u8).Length;
        damaged.AsSpan((end * 2 / 3)..end).Fill((byte)'#');
        return damaged;
    }
}
