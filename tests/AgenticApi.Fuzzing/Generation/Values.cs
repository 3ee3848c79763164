using System.Text;

namespace AgenticApi.Fuzzing.Generation;

/// <summary>Values to put where others stood: of every type, at the bounds, and broken.</summary>
internal static class Values
{
    private static readonly byte[][] Raw =
    [
        .. new[]
        {
            "null", "true", "false", "\"\"", "\"x\"", "\"c4nary text\"", "\"c4nary\\u0000\"", "{}", "[]", "[null]", "[{}]", "{\"c4nary\":\"c4nary\"}", "[[]]", "[\"c4nary\",1]",
            "0", "1", "2", "-1", "0.5", "1e0", "1E+2", "1e99", "1e400", "-0", "0.0", "2147483647", "2147483648", "9223372036854775807", "9223372036854775808",
            "-9223372036854775808", "123456789012345678901234567890", "\"0\"", "\"1\"", "\"null\"", "\"completed\"", "\"in_progress\"", "\"c4nary_status\"", "\"message\"", "\"reasoning\"",
            "\"function_call\"", "\"output_text\"", "\"refusal\"", "\"item_0\"", "\"item_1\"", "\"call_0\"", "\"\\ud83d\"", "\"\\ude42\"", "\"\\ud83d\\ud83d\\ude42\"", "\"a\\u0000b\"",
            "\"\\u007f\\u0080\"", "\"\\uFEFF\"", "\"~\"", "NaN", "01", "+1", "1.", "'x'", "tru", "", "\"", "\"\\x\"", "\"\\u12\"", "{\"a\":1,}", "[1,]", "{\"a\"}", "/*c*/1",
            "{\"id\":null}", "{\"type\":\"message\",\"id\":\"c4nary id\",\"content\":null}", "{\"type\":\"function_call\",\"id\":\"item_0\",\"arguments\":{}}",
            "{\"type\":\"output_text\",\"text\":null}", "{\"id\":\"a\",\"id\":\"b\"}", "{\"object\":\"response\"}",
        }.Select(Encoding.UTF8.GetBytes),
        [(byte)'"', 0xC3, (byte)'"'], [(byte)'"', 0xFF, 0xFE, (byte)'"'], [(byte)'"', 0xED, 0xA0, 0xBD, (byte)'"'], [(byte)'"', 0xF0, 0x9F, (byte)'"'], [(byte)'"', 0, (byte)'"'],
        [(byte)'"', 1, (byte)'"'], [(byte)'"', (byte)'\n', (byte)'"'], [0], [0xEF, 0xBB, 0xBF],
    ];

    public static Node Any(Random random)
    {
        var what = random.Next(400);
        return what switch
        {
            0 => Node.Leaf("\"" + new string('c', random.Next(2_000, 20_000)) + "\""),
            < 4 => Deep(random.Next(3, 40)),
            4 => Deep(random.Next(40, 120)),
            < 8 => Node.Leaf("\"c4nary" + new string('y', random.Next(60, 200)) + "\""),
            _ => Node.Leaf(Raw[random.Next(Raw.Length)]),
        };
    }

    private static Node Deep(int levels) => Node.Leaf(string.Concat(Enumerable.Repeat(levels % 2 == 0 ? "[" : "{\"a\":", levels)) + "1" + new string(levels % 2 == 0 ? ']' : '}', levels));
}
