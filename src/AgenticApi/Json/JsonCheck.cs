using System.Buffers;

namespace AgenticApi.Json;

/// <summary>
/// Steps over values of JSON that may be anything, and says where it is not valid: the same as the framework's reader says, to which a test
/// holds it, at about half the cost.
/// </summary>
internal static class JsonCheck
{
    private const int Invalid = -1;
    private static readonly SearchValues<byte> EndOfText = SearchValues.Create(
        [(byte)'"', (byte)'\\', .. Enumerable.Range(0, ' ').Select(control => (byte)control)]);

    /// <summary>The place after the value that begins here; -1 where it is none.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="at">Where the value begins.</param>
    /// <param name="depth">How deep it may nest.</param>
    public static int Value(ReadOnlySpan<byte> json, int at, int depth)
    {
        if (at >= json.Length)
        {
            return Invalid;
        }

        return json[at] switch
        {
            (byte)'"' => String(json, at),
            (byte)'{' or (byte)'[' => Nested(json, at, depth),
            (byte)'t' => Literal(json, at, "true"u8),
            (byte)'f' => Literal(json, at, "false"u8),
            (byte)'n' => Literal(json, at, "null"u8),
            _ => Number(json, at),
        };
    }

    /// <summary>The place after the string whose opening quote stands here; -1 where none does.</summary>
    public static int String(ReadOnlySpan<byte> json, int at)
    {
        if (at >= json.Length || json[at] != '"')
        {
            return Invalid;
        }

        at++;
        while (true)
        {
            var length = json[at..].IndexOfAny(EndOfText);
            if (length < 0)
            {
                return Invalid;
            }

            at += length;
            if (json[at] == '"')
            {
                return at + 1;
            }

            at = json[at] == '\\' ? Escape(json, at) : Invalid;
            if (at < 0)
            {
                return Invalid;
            }
        }
    }

    /// <summary>The place after the value that begins here, as <see cref="Value"/> gives it; of an object its members are noted.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="at">Where the value begins.</param>
    /// <param name="depth">How deep it may nest.</param>
    /// <param name="members">Where the members are noted, at their places in the object, and those noted before forgotten.</param>
    /// <param name="known">An object that was checked for the same depth: what is as it is there need not be checked again.</param>
    public static int Body(ReadOnlySpan<byte> json, int at, int depth, MemberList members, JsonMembers known = default)
    {
        members.Clear();
        if (depth <= 0 || at >= json.Length || json[at] != '{')
        {
            return Value(json, at, depth);
        }

        var steps = new JsonSteps(json, at);
        var alike = new JsonAlike(known);
        for (var end = at; end >= 0;)
        {
            foreach (var same in alike.Take(json[end..], out var shift))
            {
                members.Add(same.Moved(shift + end - at));
            }

            if (members.Count > 0)
            {
                steps.Pass(at + members.Items[^1].End);
            }

            if (!steps.Next())
            {
                return steps.End;
            }

            end = Value(json, steps.Start, depth - 1);
            members.Add(new JsonMember(steps.NameStart - at, steps.NameLength, steps.Start - at, end - steps.Start));
            alike.Pass(json.Slice(steps.NameStart, steps.NameLength));
        }

        return Invalid;
    }

    private static int Escape(ReadOnlySpan<byte> json, int at)
    {
        if (at + 1 >= json.Length)
        {
            return Invalid;
        }

        switch (json[at + 1])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                return at + 2;
            case (byte)'u' when at + 6 <= json.Length:
                foreach (var digit in json.Slice(at + 2, 4))
                {
                    if (!char.IsAsciiHexDigit((char)digit))
                    {
                        return Invalid;
                    }
                }

                return at + 6;
            default:
                return Invalid;
        }
    }

    private static int Literal(ReadOnlySpan<byte> json, int at, ReadOnlySpan<byte> literal) =>
        json[at..].StartsWith(literal) ? at + literal.Length : Invalid;

    private static int Number(ReadOnlySpan<byte> json, int at)
    {
        at += at < json.Length && json[at] == '-' ? 1 : 0;
        var whole = Digits(json, at);
        if (whole == at || (json[at] == '0' && whole > at + 1))
        {
            return Invalid;
        }

        at = whole;
        if (at < json.Length && json[at] == '.')
        {
            var fraction = Digits(json, at + 1);
            if (fraction == at + 1)
            {
                return Invalid;
            }

            at = fraction;
        }

        if (at < json.Length && json[at] is (byte)'e' or (byte)'E')
        {
            at++;
            at += at < json.Length && json[at] is (byte)'+' or (byte)'-' ? 1 : 0;
            var exponent = Digits(json, at);
            return exponent == at ? Invalid : exponent;
        }

        return at;
    }

    private static int Digits(ReadOnlySpan<byte> json, int at)
    {
        while (at < json.Length && char.IsAsciiDigit((char)json[at]))
        {
            at++;
        }

        return at;
    }

    /// <summary>The place after the object or array that begins here; -1 where it is none.</summary>
    private static int Nested(ReadOnlySpan<byte> json, int at, int depth)
    {
        if (depth <= 0)
        {
            return Invalid;
        }

        var steps = new JsonSteps(json, at);
        while (steps.Next())
        {
            steps.Pass(Value(json, steps.Start, depth - 1));
        }

        return steps.End;
    }
}
