using System.Buffers;

namespace AgenticApi.Gateway;

/// <summary>Filters model names and error codes that come from clients and servers, so that telemetry never contains free text.</summary>
internal static class PlainName
{
    private const int MaxModelLength = 128;
    private const int MaxErrorLength = 64;

    private static readonly SearchValues<char> ErrorCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");
    private static readonly SearchValues<char> ModelCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/@+");

    /// <summary>Returns the name if it is short and has only characters of model names, otherwise null.</summary>
    public static string? Model(string? name) => Check(name, MaxModelLength, ModelCharacters);

    /// <summary>Returns the code if it is short and has only characters of error codes, otherwise null.</summary>
    public static string? ErrorCode(string? name) => Check(name, MaxErrorLength, ErrorCharacters);

    private static string? Check(string? name, int maxLength, SearchValues<char> characters) =>
        name is { Length: > 0 } && name.Length <= maxLength && !name.AsSpan().ContainsAnyExcept(characters) ? name : null;
}
