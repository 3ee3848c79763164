using System.Globalization;

namespace AgenticApi.Serving.Emitting;

/// <summary>Ids that belong together: the response's is random, and what belongs to it is numbered. Drawing all of them would cost a system call each.</summary>
/// <param name="digits">What stands in the ids behind their prefixes; null draws it.</param>
internal sealed class IdSeries(string? digits = null)
{
    private readonly string _random = digits ?? Guid.NewGuid().ToString("N");
    private int _count;

    public string Next(string prefix) => _count++ == 0
        ? $"{prefix}_{_random}"
        : string.Create(CultureInfo.InvariantCulture, $"{prefix}_{_random}{_count - 1:x4}");
}
