namespace AgenticApi.Gateway;

/// <summary>Checks times that options set and that timers use.</summary>
internal static class TimerTime
{
    // Timers accept at most about 49 days. Whoever sets more means "no limit".
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    // A host renews a lease after each third: shorter ones would ask the store all the time.
    private static readonly TimeSpan ShortestLease = TimeSpan.FromMilliseconds(300);

    /// <summary>Returns the value, at most 40 days.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 300 ms.</exception>
    public static TimeSpan Lease(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, ShortestLease);
        return value < Longest ? value : Longest;
    }

    /// <summary>Returns the value, at most 40 days.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or less.</exception>
    public static TimeSpan Positive(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
        return value < Longest ? value : Longest;
    }

    /// <summary>Returns the value, at most 40 days.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than zero.</exception>
    public static TimeSpan ZeroOrMore(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
        return value < Longest ? value : Longest;
    }
}
