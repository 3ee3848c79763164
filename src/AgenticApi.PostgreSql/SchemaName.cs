using System.Buffers;

namespace AgenticApi.PostgreSql;

/// <summary>Which schemas tables can be in. The names need no escaping in a statement.</summary>
internal static class SchemaName
{
    private const int MaxLength = 63;

    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>Returns the name, or throws if it is none.</summary>
    public static string Checked(string? name, string parameter) =>
        name is { Length: > 0 and <= MaxLength } && !char.IsAsciiDigit(name[0]) && !name.AsSpan().ContainsAnyExcept(Characters)
            ? name
            : throw new ArgumentException("The name of a schema has 1 to 63 of the characters a-z, 0-9 and _, no digit first.", parameter);
}
