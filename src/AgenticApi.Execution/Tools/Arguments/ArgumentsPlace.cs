using System.Globalization;
using AgenticApi.Execution.Schemas;

namespace AgenticApi.Execution;

/// <summary>An object or array that <see cref="ArgumentsScan"/> is in, and the position in it.</summary>
internal sealed class ArgumentsPlace(bool isArray)
{
    private readonly HashSet<string>? _names = isArray ? null : new(StringComparer.Ordinal);
    private string? _name;
    private int _index = -1;

    /// <summary>The step of the error's path that leads to the current value.</summary>
    internal string Step =>
        _name is not null ? SchemaWords.Member(_name)
        : _index >= 0 ? string.Create(CultureInfo.InvariantCulture, $"[{_index}]")
        : "";

    /// <summary>Moves to a member. Returns false if the name occurred before.</summary>
    internal bool TryName(string name)
    {
        _name = name;
        return _names!.Add(name);
    }

    /// <summary>Leaves the member: the next name is invalid and cannot be part of a path.</summary>
    internal void Leave() => _name = null;

    /// <summary>Moves to the next item. Does nothing in an object.</summary>
    internal void MoveNext() => _index += isArray ? 1 : 0;
}
