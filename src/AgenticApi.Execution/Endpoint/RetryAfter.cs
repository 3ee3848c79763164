using System.Globalization;
using System.Net.Http.Headers;

namespace AgenticApi.Execution;

/// <summary>Reads the time that a server asks the client to wait.</summary>
internal static class RetryAfter
{
    /// <summary>Reads <c>retry-after-ms</c>; otherwise <c>retry-after</c> as a number of seconds or as a date.</summary>
    /// <param name="header">Returns the value of a header; null if it is absent.</param>
    /// <param name="time">The clock, for dates.</param>
    /// <returns>A period between zero and 365 days; null if neither header can be read.</returns>
    public static TimeSpan? Read(Func<string, string?> header, TimeProvider time) =>
        Number(header("retry-after-ms")) is { } milliseconds ? Wait(milliseconds)
        : Number(header("retry-after")) is { } seconds ? Wait(seconds * 1000)
        : RetryConditionHeaderValue.TryParse(header("retry-after"), out var condition) && condition.Date is { } date ? Wait((date - time.GetUtcNow()).TotalMilliseconds)
        : null;

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsNaN(number) ? number : null;

    // Bounded, so that a huge value does not overflow.
    private static TimeSpan Wait(double milliseconds) => TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, TimeSpan.FromDays(365).TotalMilliseconds));
}
