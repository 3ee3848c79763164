using System.Globalization;

namespace AgenticApi.Serving.Emitting;

/// <summary>
/// Creates the ids of one response. The id of the response is random; the other ids have the same digits and a number. Random digits for
/// each id would cost a system call each.
/// </summary>
/// <param name="digits">The digits after the prefix; null for random ones.</param>
internal sealed class IdSeries(string? digits = null)
{
    private readonly string _random = digits ?? Guid.NewGuid().ToString("N");
    private int _count;

    public string Next(string prefix) => _count++ == 0
        ? $"{prefix}_{_random}"
        : string.Create(CultureInfo.InvariantCulture, $"{prefix}_{_random}{_count - 1:x4}");
}
