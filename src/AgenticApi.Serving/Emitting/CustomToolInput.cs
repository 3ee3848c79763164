using System.Text;
using System.Text.Json;
using AgenticApi.Json;
using AgenticApi.Serving.Chat;
using AgenticApi.Serving.Tools;

namespace AgenticApi.Serving.Emitting;

/// <summary>
/// Reads the free text of a custom tool from the arguments of its function, while they come. The text is the string in the member
/// <c>input</c>; it is written as far as it has come.
/// </summary>
/// <remarks>
/// Arguments of another form are accepted if their meaning is clear. Text that is not a JSON object is the input, and is written while it
/// comes. If the arguments are a JSON string, its value is the input. If an object does not have the member, its only string is the input;
/// if it has other members, the object itself is the input; an empty object has an empty input. Characters that JSON does not allow in a
/// string are kept. An object that is cut off, or that is followed by other text, is incomplete.
/// </remarks>
/// <param name="output">The buffer for the input.</param>
internal sealed class CustomToolInput(EscapedText output)
{
    // The arguments without the text of the input. Valid and complete arguments without this text are still one JSON object.
    private readonly StringBuilder _frame = new();
    private readonly ObjectMembers _members = new(ServedTool.CustomInput);
    private readonly StringEscapes _escapes = new();
    private Stage _stage;
    private bool _hasInput;

    private enum Stage
    {
        /// <summary>Only white space has come.</summary>
        Begin,

        /// <summary>Inside the object, outside of the input.</summary>
        Object,

        /// <summary>Inside the string that is the input.</summary>
        Input,

        /// <summary>Inside a JSON string that is not in an object. It is decoded at its end.</summary>
        String,

        /// <summary>Inside text that is not JSON.</summary>
        Text,
    }

    /// <summary>Whether the arguments are a JSON object, whose end can be found.</summary>
    public bool IsObject => _stage is Stage.Object or Stage.Input;

    /// <summary>Reads the next piece of the arguments, cut anywhere.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            text = text[ReadSome(text)..];
        }
    }

    /// <summary>Ends the arguments.</summary>
    /// <param name="isEnded">
    /// Whether the model completed the call. It decides if the arguments are not JSON, because their end cannot be found.
    /// </param>
    /// <returns>Whether the input is complete.</returns>
    public bool End(bool isEnded)
    {
        var frame = _frame.ToString();
        switch (_stage)
        {
            case Stage.Input:
                _escapes.End(output);
                return false;
            case Stage.Object when _hasInput:
                return ArgumentsJson.IsObject(frame);
            case Stage.Object or Stage.String:
                var value = ArgumentsJson.Read(frame);
                output.Append(value.HasValue() ? InputOf(value, frame) : _members.IsOpen ? "" : frame);
                return value.HasValue() || (isEnded && !_members.IsOpen);
            default:
                return isEnded;
        }
    }

    private int ReadSome(ReadOnlySpan<char> text)
    {
        switch (_stage)
        {
            case Stage.Begin:
                return ReadBegin(text);
            case Stage.Object:
                var length = _members.Read(text);
                _frame.Append(text[..length]);
                if (_members.IsNoObject && !_hasInput)
                {
                    ReadAsText();
                }
                else if (_members.IsAtValue && !_hasInput)
                {
                    (_stage, _hasInput) = (Stage.Input, true);
                }

                return length;
            case Stage.Input:
                length = _escapes.Read(text, output);
                if (_escapes.IsWhole)
                {
                    _stage = Stage.Object;
                    _members.EndString();
                    _frame.Append('"');
                }

                return length;
            case Stage.String:
                _frame.Append(text);
                return text.Length;
            default:
                output.Append(text);
                return text.Length;
        }
    }

    private int ReadBegin(ReadOnlySpan<char> text)
    {
        var start = text.IndexOfAnyExcept(" \t\r\n");
        var space = text[..(start < 0 ? text.Length : start)];
        _frame.Append(space);
        if (start >= 0)
        {
            _stage = text[start] switch { '{' => Stage.Object, '"' => Stage.String, _ => Stage.Text };
            if (_stage == Stage.Text)
            {
                ReadAsText();
            }
        }

        return space.Length;
    }

    private void ReadAsText()
    {
        _stage = Stage.Text;
        output.Append(_frame.ToString());
        _frame.Clear();
    }

    /// <summary>Returns the input in arguments that do not have the expected form.</summary>
    private static string InputOf(JsonElement value, string text)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return value.Text() ?? text;
        }

        var given = JsonText.Member(value, "input"u8);
        JsonElement[] values = [.. value.EnumerateObject().Select(member => member.Value)];
        return given.ValueKind == JsonValueKind.Null || values.Length == 0 ? ""
            : given.HasValue() ? given.Text() ?? given.GetRawText()
            : values.Length == 1 && values[0].Text() is { } only ? only
            : text;
    }
}
