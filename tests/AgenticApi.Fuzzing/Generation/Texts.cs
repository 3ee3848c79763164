using System.Globalization;

namespace AgenticApi.Fuzzing.Generation;

/// <summary>Makes pieces of text as they stand between the quotes of a JSON string. Every piece has a tag that no other has.</summary>
internal sealed class Texts(Random random)
{
    private static readonly string[] Words =
    [
        "", "", "", "a", " ", "Hello", "c4nary", "\\n", "\\\"", "\\\\", "\\u00e9", "é", "🙂", "\\ud83d\\ude42", "{\\\"a\\\":1}", "\\u0000", "\\u001f", "\\/", "\u2028", "<b>", "]}",
    ];

    private int _number;

    /// <summary>The next piece.</summary>
    public string Next() => Words[random.Next(Words.Length)] + Tag() + Words[random.Next(Words.Length)];

    public string Tag() => string.Create(CultureInfo.InvariantCulture, $"~{++_number}~");
}
