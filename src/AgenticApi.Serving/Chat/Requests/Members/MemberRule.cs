using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>The type of a member of a request, and how the member is used.</summary>
/// <param name="Name">The name of the member.</param>
/// <param name="Shape">The type that it must have, unless it is null.</param>
/// <param name="Use">How it is used.</param>
/// <param name="ChatName">Its name in a Chat Completions request; null for the same name.</param>
internal sealed record MemberRule(string Name, MemberShape Shape, MemberUse Use, string? ChatName = null)
{
    /// <summary>The minimum of a number.</summary>
    public double Least { get; init; } = double.NegativeInfinity;

    /// <summary>The maximum of a number.</summary>
    public double Most { get; init; } = double.PositiveInfinity;

    /// <summary>The allowed strings; null for any.</summary>
    public string[]? Values { get; init; }

    /// <summary>The error message if the member is not supported; null if it is.</summary>
    public string? Refusal { get; init; }

    /// <summary>Throws if the rule does not allow a value.</summary>
    /// <exception cref="InvalidRequestException">The value is not allowed.</exception>
    public void Check(JsonElement value, string at)
    {
        if (Refusal is not null)
        {
            throw Fault.Unsupported(at, Refusal);
        }

        if (!IsShape(value))
        {
            throw Fault.Type(at, Expected(), value);
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number))
        {
            if (number < Least)
            {
                throw Fault.Below(at, Least);
            }

            if (number > Most)
            {
                throw Fault.Above(at, Most);
            }
        }

        if (Values is not null && value.Text() is { } text && !Values.Contains(text))
        {
            throw Fault.Value(at, Values);
        }

        CheckTexts(value, at);
    }

    private void CheckTexts(JsonElement value, string at)
    {
        if (Shape is not (MemberShape.Texts or MemberShape.TextOrTexts) || value.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        var i = 0;
        foreach (var text in value.EnumerateArray())
        {
            _ = text.ValueKind == JsonValueKind.String ? i++ : throw Fault.Type($"{at}[{i}]", "a string", text);
        }
    }

    private bool IsShape(JsonElement value) => Shape switch
    {
        MemberShape.Text => value.ValueKind == JsonValueKind.String,
        MemberShape.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        MemberShape.Integer => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        MemberShape.Number => value.ValueKind == JsonValueKind.Number,
        MemberShape.Object => value.ValueKind == JsonValueKind.Object,
        MemberShape.Array or MemberShape.Texts => value.ValueKind == JsonValueKind.Array,
        MemberShape.TextOrTexts => value.ValueKind is JsonValueKind.String or JsonValueKind.Array,
        MemberShape.TextOrObject => value.ValueKind is JsonValueKind.String or JsonValueKind.Object,
        _ => true,
    };

    private string Expected() => Shape switch
    {
        MemberShape.Text => "a string",
        MemberShape.Boolean => "a boolean",
        MemberShape.Integer => "an integer",
        MemberShape.Number => "a decimal",
        MemberShape.Object => "an object",
        MemberShape.Texts => "an array of strings",
        MemberShape.TextOrTexts => "a string or an array",
        MemberShape.TextOrObject => "a string or an object",
        _ => "an array",
    };
}
