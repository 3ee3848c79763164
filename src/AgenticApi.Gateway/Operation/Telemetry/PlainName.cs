using System.Buffers;

namespace AgenticApi.Gateway;

/// <summary>Names that clients and servers give, where they are names and no text.</summary>
internal static class PlainName
{
    private const int LongestModel = 128;
    private const int LongestError = 64;

    private static readonly SearchValues<char> OfErrors = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");
    private static readonly SearchValues<char> OfModels = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/@+");

    /// <summary>A model's name; null if it is none.</summary>
    public static string? OfModel(string? name) => Of(name, LongestModel, OfModels);

    /// <summary>An error's code; null if it is none.</summary>
    public static string? OfError(string? name) => Of(name, LongestError, OfErrors);

    private static string? Of(string? name, int longest, SearchValues<char> characters) =>
        name is { Length: > 0 } && name.Length <= longest && !name.AsSpan().ContainsAnyExcept(characters) ? name : null;
}
