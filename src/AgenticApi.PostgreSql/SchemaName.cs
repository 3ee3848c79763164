using System.Buffers;

namespace AgenticApi.PostgreSql;

/// <summary>Checks the names of schemas. Valid names need no escaping in a statement.</summary>
internal static class SchemaName
{
    private const int MaxLength = 63;

    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    /// <exception cref="ArgumentException">The name is not valid.</exception>
    public static void Check(string? name, string parameter)
    {
        if (name is not { Length: > 0 and <= MaxLength } || char.IsAsciiDigit(name[0]) || name.AsSpan().ContainsAnyExcept(Characters))
            throw new ArgumentException("The name of a schema must have 1 to 63 of the characters a-z, 0-9 and _, and must not begin with a digit.", parameter);
    }
}
