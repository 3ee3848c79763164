using System.Globalization;
using AgenticApi.Execution.Schemas;

namespace AgenticApi.Execution;

/// <summary>An object or array that is being looked over, and the place in it.</summary>
internal sealed class ArgumentsPlace(bool isArray)
{
    private readonly HashSet<string>? _names = isArray ? null : new(StringComparer.Ordinal);
    private string? _name;
    private int _index = -1;

    /// <summary>The step of a path to the place.</summary>
    internal string Step =>
        _name is not null ? SchemaWords.Member(_name)
        : _index >= 0 ? string.Create(CultureInfo.InvariantCulture, $"[{_index}]")
        : "";

    /// <summary>Goes to a member; false where the name was there before.</summary>
    internal bool TryName(string name)
    {
        _name = name;
        return _names!.Add(name);
    }

    /// <summary>Leaves the member, because the next one has a name that cannot be written.</summary>
    internal void Leave() => _name = null;

    /// <summary>Goes to the next item; in an object it does nothing.</summary>
    internal void Count() => _index += isArray ? 1 : 0;
}
