using System.Text.Json;
using AgenticApi.Serving.Emitting;
using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// A call as Hermes and Qwen write it: <c>&lt;tool_call&gt;{"name": …, "arguments": {…}}&lt;/tool_call&gt;</c>. An end tag inside of a JSON
/// string does not end it. The arguments are passed on to the letter as the model wrote them.
/// </summary>
/// <remarks>
/// A call is held until its end tag: only then it is sure to be one, and what was passed on could not be taken back to be the text that a
/// broken call is.
/// </remarks>
public sealed class HermesToolCallBlock : ITextBlock
{
    private JsonBalance _balance;
    private int _read;

    /// <inheritdoc/>
    public string OpeningTag => Tags.ToolCall;

    /// <inheritdoc/>
    public bool StartsOpen => false;

    /// <inheritdoc/>
    public void Open()
    {
        _balance = default;
        _read = 0;
    }

    /// <inheritdoc/>
    public TextBlockStep Read(ReadOnlySpan<char> text, bool isEnd)
    {
        if (_read == 0)
        {
            var json = text.TrimStart();
            if (json.IsEmpty || json[0] != '{')
            {
                return json.IsEmpty && !isEnd ? TextBlockStep.More() : TextBlockStep.Broken();
            }

            _read = text.Length - json.Length;
        }

        if (!_balance.IsWhole)
        {
            _read += _balance.Read(text[_read..]);
        }

        var end = _read;
        var isTag = _balance.IsWhole ? Tags.Pass(text, ref end, Tags.ToolCallEnd) : null;
        return isTag == true && Call(text[.._read]) is { } call ? TextBlockStep.Closed(end, call)
            : isTag is null && !isEnd && !_balance.IsBroken ? TextBlockStep.More()
            : TextBlockStep.Broken();
    }

    private static ToolCallDelta? Call(ReadOnlySpan<char> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json.ToString());
            var call = document.RootElement;
            if (!call.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String || name.GetString() is not { Length: > 0 } named)
            {
                return null;
            }

            // Some models write the arguments as a string of JSON, as Chat Completions have them; and none at all for a function without any.
            return !call.TryGetProperty("arguments", out var arguments) || arguments.ValueKind == JsonValueKind.Null ? Call(named, "{}")
                : arguments.ValueKind == JsonValueKind.String ? Call(named, arguments.GetString()!)
                : arguments.ValueKind == JsonValueKind.Object ? Call(named, arguments.GetRawText())
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or a string in it is not Unicode.
            return null;
        }
    }

    private static ToolCallDelta Call(string name, string arguments) => new(0) { Name = name, Arguments = arguments };
}
