using System.Globalization;

namespace AgenticApi.Cli;

/// <summary>The faults that the server simulates, to test how agent code handles them.</summary>
internal sealed class Faults
{
    private int _left = int.MaxValue;

    /// <summary>The number of events after which the connection is closed; null for never.</summary>
    public int? DropAfter { get; private init; }

    /// <summary>The number of events after which the stream stops with the connection open; null for never.</summary>
    public int? StallAfter { get; private init; }

    /// <summary>The number of the event that is damaged, from 1; null for none.</summary>
    public int? Garble { get; private init; }

    /// <summary>The status that answers every request; null for none.</summary>
    public int? Status { get; private init; }

    /// <summary>No faults.</summary>
    public static Faults None { get; } = new();

    /// <summary>Returns the faults for the next request: this instance, or <see cref="None"/> after the maximum number of requests.</summary>
    public Faults Next() => Interlocked.Decrement(ref _left) >= 0 ? this : None;

    /// <exception cref="UsageException">A fault is unknown, or its number is out of range.</exception>
    public static Faults Parse(IEnumerable<string> faults, int? times)
    {
        var values = new Dictionary<string, int>();
        foreach (var fault in faults)
        {
            var parts = fault.Split('=', 2);
            if (parts is not [var name, var text] || !IsKnown(name, int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : -1))
            {
                throw new UsageException(
                    $"--fault {fault}: must be drop-after=N or stall-after=N (N from 0), garble=N (N from 1) or status=CODE (400 to 599).");
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

    /// <summary>Returns a copy of an event with its end overwritten, so that it is invalid JSON of the same length.</summary>
    public static byte[] Damage(ReadOnlySpan<byte> chunk)
    {
        var damaged = chunk.ToArray();
        var end = chunk.TrimEnd("\r\n"u8).Length;
        damaged.AsSpan((end * 2 / 3)..end).Fill((byte)'#');
        return damaged;
    }
}
