using System.Text.RegularExpressions;

namespace AgenticApi.Scripted.Writing;

/// <summary>Cuts a text as a tokeniser might: words with the blank before them, up to three digits, runs of other signs.</summary>
internal static partial class Pieces
{
    public static IReadOnlyList<string> Of(string text) => [.. Piece().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\s?\p{L}+|\s?\p{N}{1,3}|\s?[^\s\p{L}\p{N}]+|\s+")]
    private static partial Regex Piece();
}
