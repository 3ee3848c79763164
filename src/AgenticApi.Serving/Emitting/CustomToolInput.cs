using System.Text;
using System.Text.Json;
using AgenticApi.Json;
using AgenticApi.Serving.Chat;
using AgenticApi.Serving.Tools;

namespace AgenticApi.Serving.Emitting;

/// <summary>
/// Takes the free text of a custom tool out of the arguments of the function that stands for it, while they come: the string in their member
/// <c>input</c> goes out as far as it has come.
/// </summary>
/// <remarks>
/// What does not have that form is taken as it is meant where that is plain. Text that is no JSON object is the input itself, and goes out as it
/// comes. A JSON string is the input that it says. Of an object without the member its only string is the input, and otherwise the object itself;
/// an empty object is no input. Inside of the string, what JSON does not allow there is taken as it stands. An object that is cut off, or that
/// something follows, is not whole.
/// </remarks>
/// <param name="output">Where the input goes.</param>
internal sealed class CustomToolInput(EscapedText output)
{
    // All but what the input says: small where the arguments are as they should be, and one JSON object where they are whole.
    private readonly StringBuilder _frame = new();
    private readonly ObjectMembers _members = new(ServedTool.CustomInput);
    private readonly StringEscapes _escapes = new();
    private Stage _stage;
    private bool _hasInput;

    private enum Stage
    {
        /// <summary>Nothing but white space came.</summary>
        Begin,

        /// <summary>In the object, outside of the input.</summary>
        Object,

        /// <summary>In the string that is the input.</summary>
        Input,

        /// <summary>In a JSON string that is all there is; what it says is known when all of it is there.</summary>
        String,

        /// <summary>In text that is no JSON.</summary>
        Text,
    }

    /// <summary>Whether a JSON object is read, whose end can be seen.</summary>
    public bool IsObject => _stage is Stage.Object or Stage.Input;

    /// <summary>Reads more of the arguments, cut anywhere.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            text = text[ReadSome(text)..];
        }
    }

    /// <summary>Ends the arguments.</summary>
    /// <param name="isEnded">Whether the model had said all of them, which only JSON says of itself.</param>
    /// <returns>Whether the input is whole.</returns>
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
                output.Append(value.HasValue() ? Meant(value, frame) : _members.IsOpen ? "" : frame);
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

    private static string Meant(JsonElement value, string text)
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
